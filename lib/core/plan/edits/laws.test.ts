import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { Edit, type SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import { type Machine, Role } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { blankPlan, Plan, sortedPlan } from "#lib/core/plan/plan.ts";
import { applyChanges, diffPlans, revertChanges } from "./changes.ts";
import { judgePlan } from "./judge.ts";

const RUNS = { numRuns: 600 };
const IDS = ["m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7"];
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const place = fc.constantFrom("a", "b", "c");
const disk = fc.record(
  { sizeGB: fc.integer({ min: 1, max: 4000 }), kind: fc.constantFrom("nvme" as const, "ssd" as const) },
  { requiredKeys: ["sizeGB"], noNullPrototype: true },
);
const facts = fc.record(
  {
    order: fc.double({ min: -10, max: 10, noNaN: true }).map((order) => order + 0),
    roles: fc.uniqueArray(fc.constantFrom(...Role.options), { maxLength: 3 }),
    areRolesInferred: fc.boolean(),
    cpuCores: fc.integer({ min: 1, max: 64 }),
    memoryMiB: fc.integer({ min: 512, max: 65_536 }),
    disks: fc.array(disk, { maxLength: 3 }),
    specText: fc.constantFrom("8C-32G", "4C 8G"),
    os: place,
    osText: place,
    zone: place,
    rack: place,
    labels: fc.dictionary(place, place, { maxKeys: 2, noNullPrototype: true }),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const clears = fc.uniqueArray(
  fc.constantFrom("zone" as const, "os" as const, "cpuCores" as const, "specText" as const),
);

// Numbers of one pool for names and addresses, so that clashes and swaps happen, but not always.
const address = fc.integer({ min: 1, max: 30 });
const machine = (id: string): fc.Arbitrary<Machine> =>
  fc
    .tuple(facts, address, fc.boolean())
    .map(([some, n, hasIp]) => ({ id, order: 0, roles: [], disks: [], ...some, ...named(n, hasIp) }));
const named = (n: number, hasIp: boolean) => ({ hostname: `host${n}`, ips: hasIp ? [`10.0.0.${n}`] : [] });

const endpoint = (ids: readonly string[]): fc.Arbitrary<Endpoint> =>
  fc
    .tuple(
      fc.constantFrom("api", "people", "hub"),
      fc.constantFrom("nodes" as const, "people" as const, "registry" as const),
      fc.subarray([...ids]),
      fc.integer({ min: 1, max: 254 }),
    )
    .map(([id, audience, members, priority]) => ({
      id,
      audience,
      vips: [],
      port: 6443,
      lb: { kind: "keepalived-haproxy", members, priorities: Object.fromEntries(members.map((m) => [m, priority])) },
    }));
const options = (ids: readonly string[]): fc.Arbitrary<PlanOptions> =>
  fc
    .tuple(fc.subarray([...ids]), fc.subarray([...ids]), optional(fc.constantFrom("lab" as const, "test" as const)))
    .map(([some, others, environment]) => ({
      ...(environment === undefined ? {} : { environment }),
      ...(some.length === 0 ? {} : { storage: [{ kind: "ceph" as const, machines: some }] }),
      ...(others.length < 2
        ? {}
        : { etcd: { topology: "stacked" as const, rttMs: { [others.slice(0, 2).join("|")]: 2 } } }),
      ...(others.length === 0 ? {} : { registry: { kind: "harbor" as const, machines: others } }),
    }));

const plan: fc.Arbitrary<Plan> = fc
  .subarray(IDS)
  .chain((ids) =>
    fc.tuple(
      fc
        .tuple(...ids.map(machine))
        .map((machines) => machines.map((each, index) => ({ ...each, ...named(index + 1, each.ips.length > 0) }))),
      fc.uniqueArray(endpoint(ids), { selector: ({ id }) => id, maxLength: 3 }),
      options(ids),
    ),
  )
  .map(([machines, endpoints, chosen]) => sortedPlan({ ...blankPlan("p"), machines, endpoints, options: chosen }));

const simpleEdit = ({ machines, endpoints }: Plan): fc.Arbitrary<SimpleEdit> => {
  const ids = machines.length === 0 ? ["m0"] : machines.map(({ id }) => id);
  const some = fc.subarray(ids, { minLength: 1 });
  const free = IDS.filter((id) => !ids.includes(id));
  const change = fc.record(
    {
      machineId: fc.constantFrom(...ids),
      set: fc.oneof(
        facts,
        address.map((n) => named(n, true)),
      ),
      clear: clears,
    },
    { requiredKeys: ["machineId", "set"], noNullPrototype: true },
  );
  return fc.oneof(
    fc
      .subarray(free.length === 0 ? IDS : free, { minLength: 1 })
      .chain((added) =>
        fc.tuple(...added.map(machine)).map((list) => ({ type: "addMachines" as const, machines: list })),
      ),
    some.map((machineIds) => ({ type: "removeMachines" as const, machineIds })),
    fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => ({ type: "setMachines" as const, changes })),
    fc.record({
      type: fc.constant("setSpec" as const),
      machineIds: some,
      spec: fc.record({
        cpuCores: fc.constant(4),
        memoryMiB: fc.constant(8192),
        disks: fc.array(disk, { maxLength: 2 }),
      }),
    }),
    some.map((machineIds) => ({
      type: "setRoles" as const,
      machineIds,
      roles: ["worker" as const, "worker" as const],
    })),
    fc.record({
      type: fc.constant("moveToZone" as const),
      machineIds: some,
      zone: fc.option(place),
      level: fc.constantFrom("zone" as const, "rack" as const),
    }),
    fc.record({ type: fc.constant("setPool" as const), machineIds: some, pool: fc.option(place) }),
    endpoint(ids).map((each) => ({ type: "addEndpoint" as const, endpoint: each })),
    endpoint(ids).map((each) => ({ type: "setEndpoint" as const, endpoint: each })),
    fc
      .constantFrom("api", ...endpoints.map(({ id }) => id))
      .map((endpointId) => ({ type: "removeEndpoint" as const, endpointId })),
    fc.record(
      {
        type: fc.constant("setOptions" as const),
        set: options(ids),
        clear: fc.subarray(["storage" as const, "etcd" as const]),
      },
      { requiredKeys: ["type", "set"], noNullPrototype: true },
    ),
    place.map((name) => ({ type: "renamePlan" as const, name })),
    plan.map((other) => ({ type: "replacePlan" as const, plan: other })),
  );
};
const anyEdit = (base: Plan): fc.Arbitrary<Edit> =>
  fc.oneof(
    simpleEdit(base),
    fc.array(simpleEdit(base), { minLength: 1, maxLength: 4 }).map((edits) => ({ type: "batch" as const, edits })),
  );
const planAndEdit = plan.chain((base) => fc.tuple(fc.constant(base), anyEdit(base)));

test("undo of any edit restores the plan exactly", () => {
  let applied = 0;
  fc.assert(
    fc.property(planAndEdit, ([base, edit]) => {
      const before = structuredClone(base);
      const outcome = applyEdit(base, edit);
      expect(base).toStrictEqual(before);
      if (!outcome.ok) return;
      applied += 1;
      const back = applyEdit(outcome.plan, outcome.inverse);
      expect(back).toMatchObject({ ok: true });
      expect(back.ok && back.plan).toStrictEqual(base);
    }),
    RUNS,
  );
  expect(applied).toBeGreaterThan(RUNS.numRuns / 3);
});

test("redo of an undone edit restores the edited plan, also over the wire", () => {
  fc.assert(
    fc.property(planAndEdit, ([base, edit]) => {
      const outcome = applyEdit(base, edit);
      if (!outcome.ok) return;
      const inverse = Edit.parse(JSON.parse(JSON.stringify(outcome.inverse)));
      const back = applyEdit(outcome.plan, inverse);
      const again = back.ok ? applyEdit(back.plan, back.inverse) : back;
      expect(again.ok && again.plan).toStrictEqual(outcome.plan);
    }),
    RUNS,
  );
});

test("the changes of an edit lead to its result and back, also over the wire", () => {
  fc.assert(
    fc.property(planAndEdit, ([base, edit]) => {
      const outcome = applyEdit(base, edit);
      if (!outcome.ok) return;
      const changes = JSON.parse(JSON.stringify(outcome.changes));
      expect(applyChanges(base, changes)).toStrictEqual(outcome.plan);
      expect(revertChanges(outcome.plan, changes)).toStrictEqual(base);
    }),
    RUNS,
  );
});

test("the changes of two edits in a row lead back to the first plan", () => {
  const twoEdits = planAndEdit.chain(([base, first]) => {
    const outcome = applyEdit(base, first);
    const head = outcome.ok ? outcome.plan : base;
    return anyEdit(head).map((second) => ({ base, head, changes: outcome.ok ? outcome.changes : [], second }));
  });
  fc.assert(
    fc.property(twoEdits, ({ base, head, changes, second }) => {
      const outcome = applyEdit(head, second);
      if (!outcome.ok) return;
      expect(revertChanges(outcome.plan, [...changes, ...outcome.changes])).toStrictEqual(base);
    }),
    RUNS,
  );
});

test("an edited plan is valid, sorted and free of hard errors", () => {
  fc.assert(
    fc.property(planAndEdit, ([base, edit]) => {
      const outcome = applyEdit(base, edit);
      if (!outcome.ok) return;
      expect(Plan.parse(outcome.plan)).toStrictEqual(outcome.plan);
      expect(sortedPlan(outcome.plan)).toStrictEqual(outcome.plan);
      expect(judgePlan(outcome.plan)).toStrictEqual([]);
    }),
    RUNS,
  );
});

test("the difference of two plans leads from one to the other and names nothing twice", () => {
  fc.assert(
    fc.property(plan, plan, (before, after) => {
      const changes = diffPlans(before, after);
      expect(applyChanges(before, changes)).toStrictEqual(after);
      expect(revertChanges(after, changes)).toStrictEqual(before);
      expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
      expect(diffPlans(before, before)).toStrictEqual([]);
    }),
    RUNS,
  );
});
