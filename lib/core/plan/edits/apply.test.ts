import { describe, expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, ENDPOINTS_MAX, MACHINES_MAX, type Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";

const plan = templatePlan("T2b", "demo");
const applied = (before: Plan, edit: Edit) => {
  const outcome = applyEdit(before, edit);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome;
};
const refused = (before: Plan, edit: Edit) => {
  const outcome = applyEdit(before, edit);
  return outcome.ok ? [] : outcome.problems.map(({ code, path }) => `${code} ${path}`);
};
const machine = (id: string, fields: Partial<Machine> = {}): Machine => ({
  id,
  order: 100,
  hostname: id,
  ips: [],
  roles: [],
  disks: [],
  ...fields,
});
const set = (machineId: string, fields: Partial<Machine>) => ({ machineId, set: fields });

test("two machines swap their addresses in one edit", () => {
  const ipOf = (of: Plan, id: string) => of.machines.find((each) => each.id === id)?.ips[0];
  const swap: Edit = {
    type: "setMachines",
    changes: [set("k8s-master1", { ips: ["172.30.15.22"] }), set("k8s-master2", { ips: ["172.30.15.21"] })],
  };
  const { plan: after } = applied(plan, swap);
  expect([ipOf(after, "k8s-master1"), ipOf(after, "k8s-master2")]).toEqual(["172.30.15.22", "172.30.15.21"]);
  const half: Edit = { type: "setMachines", changes: swap.type === "setMachines" ? swap.changes.slice(0, 1) : [] };
  expect(refused(plan, half)).toEqual(["duplicate-ip machines/k8s-master1/ips"]);
});

test("setting what is already there changes nothing", () => {
  const outcome = applied(plan, {
    type: "batch",
    edits: [
      { type: "setMachines", changes: [set("k8s-slb1", { ips: ["172.30.15.11"], disks: [{ sizeGB: 50 }] })] },
      { type: "moveToZone", machineIds: ["k8s-slb1"], zone: "r1", level: "rack" },
      { type: "setOptions", set: { environment: "production" } },
      { type: "renamePlan", name: "demo" },
    ],
  });
  expect(outcome.changes).toEqual([]);
  expect(outcome.plan).toBe(plan);
});

test("an edit of one machine keeps every other object, and names one field", () => {
  const outcome = applied(plan, { type: "moveToZone", machineIds: ["k8s-master2"], zone: "b", level: "zone" });
  expect(outcome.changes).toEqual([{ path: "machines/k8s-master2/zone", after: "b" }]);
  expect(outcome.plan.endpoints).toBe(plan.endpoints);
  expect(outcome.plan.machines.filter((each, index) => each !== plan.machines[index]).map(({ id }) => id)).toEqual([
    "k8s-master2",
  ]);
  expect(outcome.inverse).toEqual({
    type: "setMachines",
    changes: [{ machineId: "k8s-master2", set: {}, clear: ["zone"] }],
  });
});

test("a machine that is named twice is removed once", () => {
  const { changes } = applied(plan, { type: "removeMachines", machineIds: ["k8s-master3", "k8s-master3"] });
  expect(changes.map(({ path }) => path)).toEqual(["machines/k8s-master3"]);
});

test("machines are kept by order, then id", () => {
  const { plan: after } = applied(plan, {
    type: "batch",
    edits: [
      { type: "addMachines", machines: [machine("b", { order: 1 }), machine("a", { order: 1 })] },
      { type: "setMachines", changes: [set("k8s-worker3", { order: 0.5 })] },
    ],
  });
  expect(after.machines.slice(0, 4).map(({ id }) => id)).toEqual(["k8s-worker3", "a", "b", "k8s-slb1"]);
});

describe("what goes with a field", () => {
  const source = templatePlan("T2", "seed");
  const masterOf = ({ machines }: Plan) => machines.find(({ id }) => id === "k8s-master1");

  test("the source's spec text goes when the size is another one", () => {
    const changes = [set("k8s-master1", { cpuCores: 16 })];
    const { plan: after, inverse } = applied(source, { type: "setMachines", changes });
    expect(masterOf(after)).not.toHaveProperty("specText");
    expect(masterOf(applied(after, inverse).plan)?.specText).toBe("8C-32G-150G");
  });

  test("the source's spec text stays when the size is the same", () => {
    const changes = [set("k8s-master1", { cpuCores: 8, remark: "moved" })];
    expect(masterOf(applied(source, { type: "setMachines", changes }).plan)?.specText).toBe("8C-32G-150G");
  });

  test("setSpec keeps what the person typed, or drops the old text", () => {
    const spec = { cpuCores: 4, memoryMiB: 8192, disks: [{ sizeGB: 40 }] };
    const edit = { type: "setSpec" as const, machineIds: ["k8s-master1"], spec };
    expect(masterOf(applied(source, { ...edit, specText: "4c8g40g" }).plan)).toMatchObject({
      ...spec,
      specText: "4c8g40g",
    });
    expect(masterOf(applied(source, edit).plan)).not.toHaveProperty("specText");
  });

  test("setting roles confirms what was inferred", () => {
    const guessed = { ...blankPlan("p"), machines: [machine("a", { areRolesInferred: true, roles: ["worker"] })] };
    const { plan: after, changes } = applied(guessed, { type: "setRoles", machineIds: ["a"], roles: ["worker"] });
    expect(after.machines[0]).toEqual(machine("a", { roles: ["worker"] }));
    expect(changes).toEqual([{ path: "machines/a/areRolesInferred", before: true }]);
  });

  test("a field that is undefined is no field of an added machine", () => {
    const zone: string | undefined = undefined;
    const { plan: after } = applied(blankPlan("p"), { type: "addMachines", machines: [{ ...machine("a"), zone }] });
    expect(after.machines[0]).toStrictEqual(machine("a"));
  });

  test("an explicit undefined says nothing", () => {
    const zone: string | undefined = undefined;
    const edit: Edit = { type: "setMachines", changes: [{ machineId: "k8s-slb1", set: { zone, pool: "edge" } }] };
    expect(applied(plan, edit).changes).toEqual([{ path: "machines/k8s-slb1/pool", after: "edge" }]);
  });
});

describe("removing a machine leaves no reference", () => {
  test("in members, priorities and machine lists, and undo brings them back", () => {
    const outcome = applied(plan, { type: "removeMachines", machineIds: ["k8s-slb2", "k8s-worker1"] });
    expect(outcome.plan.endpoints[0]?.lb).toMatchObject({ members: ["k8s-slb1"], priorities: { "k8s-slb1": 150 } });
    expect(outcome.plan.options.storage?.[0]?.machines).toEqual(["k8s-worker2", "k8s-worker3"]);
    expect(JSON.stringify(outcome.plan)).not.toMatch(/k8s-slb2|k8s-worker1/);
    expect(outcome.changes.map(({ path }) => path)).toEqual([
      "machines/k8s-slb2",
      "machines/k8s-worker1",
      "endpoints/api",
      "options/storage",
    ]);
    expect(applied(outcome.plan, outcome.inverse).plan).toStrictEqual(plan);
  });

  test("in round-trip times", () => {
    const zones = templatePlan("T5", "zones");
    const { plan: after } = applied(zones, { type: "removeMachines", machineIds: ["master-a1"] });
    expect(after.options.etcd?.rttMs).toEqual({ "master-b1|master-c1": 5 });
  });

  test("but a machine that comes back in the same edit keeps its places", () => {
    const [first] = plan.machines;
    const again = first === undefined ? [] : [{ ...first, hostname: "slb-new" }];
    const { changes } = applied(plan, {
      type: "batch",
      edits: [
        { type: "removeMachines", machineIds: ["k8s-slb1"] },
        { type: "addMachines", machines: again },
      ],
    });
    expect(changes).toEqual([{ path: "machines/k8s-slb1/hostname", before: "k8s-slb1", after: "slb-new" }]);
  });
});

describe("an edit is refused whole", () => {
  const [api] = plan.endpoints;
  const endpoint: Endpoint = { id: "x", audience: "people", vips: [], port: 6443, lb: { kind: "none" } };
  const naming: Endpoint = { ...endpoint, lb: { kind: "keepalived-nginx", members: ["ghost"] } };

  test.each<[string, Edit, string[]]>([
    ["unknown machine", { type: "removeMachines", machineIds: ["ghost"] }, ["unknown-machine machines/ghost"]],
    ["unknown endpoint", { type: "setEndpoint", endpoint }, ["unknown-endpoint endpoints/x"]],
    ["endpoint gone", { type: "removeEndpoint", endpointId: "x" }, ["unknown-endpoint endpoints/x"]],
    ["unknown member", { type: "addEndpoint", endpoint: naming }, ["unknown-machine endpoints/x"]],
    [
      "unknown machine in an option",
      { type: "setOptions", set: { registry: { kind: "harbor", machines: ["ghost"] } } },
      ["unknown-machine options/registry"],
    ],
    ["id taken", { type: "addMachines", machines: [machine("k8s-slb1")] }, ["duplicate-id machines/k8s-slb1"]],
    [
      "endpoint id taken",
      { type: "addEndpoint", endpoint: { ...endpoint, id: api?.id ?? "" } },
      ["duplicate-id endpoints/api"],
    ],
    [
      "name taken, in other letters",
      { type: "addMachines", machines: [machine("new", { hostname: "K8S-SLB1" })] },
      ["bad-hostname machines/new/hostname", "duplicate-hostname machines/new/hostname"],
    ],
    [
      "one bad step of a batch",
      {
        type: "batch",
        edits: [
          { type: "renamePlan", name: "other" },
          { type: "setPool", machineIds: ["ghost"], pool: null },
        ],
      },
      ["unknown-machine machines/ghost"],
    ],
    [
      "a plan with two machines of one id",
      { type: "replacePlan", plan: { ...plan, machines: [machine("a"), machine("a", { hostname: "b" })] } },
      ["duplicate-id machines/a"],
    ],
  ])("%s", (_, edit, problems) => {
    const before = structuredClone(plan);
    expect(refused(plan, edit)).toEqual(problems);
    expect(plan).toStrictEqual(before);
  });

  test("too many machines or endpoints", () => {
    const many = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, index) => machine(`${prefix}${index}`));
    const full = { ...blankPlan("full"), machines: many("a", MACHINES_MAX) };
    expect(refused(full, { type: "addMachines", machines: many("b", 1) })).toEqual(["too-many-machines "]);
    const endpoints = Array.from({ length: ENDPOINTS_MAX }, (_, index) => ({ ...endpoint, id: `e${index}` }));
    expect(refused({ ...blankPlan("full"), endpoints }, { type: "addEndpoint", endpoint })).toEqual([
      "too-many-endpoints ",
    ]);
  });
});
