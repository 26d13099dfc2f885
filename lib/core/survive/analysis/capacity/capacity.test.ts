import { describe, expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { engineOf } from "#lib/core/survive/analysis/service.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { unavailability } from "#lib/core/survive/model/values.ts";
import { stateOf } from "#lib/core/survive/scenario/state.ts";
import { twoZones } from "#lib/testing/plans/two-zones.ts";
import { capacityAnalyses } from "./capacity.ts";

const capacityOf = (plan: Plan) => {
  const model = modelOf(plan);
  return capacityAnalyses(engineOf(model, compile(model.tree)));
};

interface Host extends Partial<Machine> {
  readonly id: string;
}

/** Failures often enough that rare combinations count. */
const FRAIL = { mtbfHours: 90, mttrHours: 10, provenance: "measured" as const };

function smallPlan(hosts: readonly Host[], options: Plan["options"]): Plan {
  const machines = hosts.map(
    (host, index): Machine => ({
      order: index,
      hostname: host.id,
      ips: [],
      roles: ["worker"],
      disks: [],
      cpuCores: 4,
      memoryMiB: 8192,
      reliability: FRAIL,
      ...host,
    }),
  );
  const kinds = ["zone", "rack", "power-feed", "switch", "process", "segment"];
  const reliability = Object.fromEntries(kinds.map((kind) => [kind, FRAIL]));
  const endpoints: Plan["endpoints"] = [{ id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "none" } }];
  return {
    ...blankPlan("small"),
    machines,
    endpoints,
    options: { etcd: { topology: "stacked" }, reliability, ...options },
  };
}

/** Every state of every element: what the engine must agree with. */
function bruteForce(plan: Plan, sizes: Readonly<Record<string, number>>, need: number) {
  const { tree } = modelOf(plan);
  const api = tree.services.find(({ id }) => id === "api-writes");
  const counted = tree.elements.all().flatMap((element, index) => (unavailability(element) > 0 ? [index] : []));
  if (api?.kind !== "modelled" || counted.length > 18) throw new Error(`not a small plan: ${counted.length} elements`);
  let short = 0;
  let joint = 0;
  for (let state = 0; state < 2 ** counted.length; state++) {
    const isDead = (bit: number) => (state >> bit) % 2 === 1;
    const down = stateOf(
      tree,
      counted.filter((_, bit) => isDead(bit)),
    );
    const chance = counted.reduce((product, at, bit) => {
      const element = tree.elements.at(at);
      const q = element === undefined ? 0 : unavailability(element);
      return product * (isDead(bit) ? q : 1 - q);
    }, 1);
    const left = tree.stands
      .flatMap((stand) =>
        stand.machines.map(({ id }, index) => (down[stand.down + index] === 1 ? 0 : (sizes[id] ?? 0))),
      )
      .reduce((sum, size) => sum + size, 0);
    if (left < need) short += chance;
    if (left < need || down[api.down] === 1) joint += chance;
  }
  return { short, joint };
}

const MASTER: Host = { id: "m1", roles: ["control-plane", "etcd"], zone: "za", rack: "r1" };
const demand = (cpuCores: number) => ({ demand: { cpuCores } });

describe("too little left, and too little left or no API", () => {
  test.each<[string, Plan, Record<string, number>, number]>([
    [
      "in two zones with racks that masters and workers share",
      smallPlan(
        [
          MASTER,
          { id: "w1", zone: "za", rack: "r1" },
          { id: "w2", zone: "za", rack: "r2", cpuCores: 8 },
          { id: "w3", zone: "zb", rack: "r3" },
        ],
        demand(9),
      ),
      { w1: 4, w2: 8, w3: 4 },
      9,
    ],
    [
      "with power feeds that cross the racks",
      smallPlan(
        [
          { ...MASTER, powerFeed: "f1" },
          { id: "w1", zone: "za", rack: "r1", powerFeed: "f1" },
          { id: "w2", zone: "za", rack: "r1", powerFeed: "f2" },
          { id: "w3", zone: "za", rack: "r2", powerFeed: "f1" },
          { id: "w4", zone: "za", rack: "r2", powerFeed: "f2" },
        ],
        demand(8),
      ),
      { w1: 4, w2: 4, w3: 4, w4: 4 },
      8,
    ],
    [
      "behind a pair of switches that fails only as a whole",
      smallPlan([MASTER, { id: "w1", zone: "za", rack: "r1" }, { id: "w2", zone: "za", rack: "r2" }], {
        ...demand(5),
        networkElements: [{ id: "core", kind: "switch", name: "core", units: 2, redundancy: "active-standby" }],
      }),
      { w1: 4, w2: 4 },
      5,
    ],
  ])("%s equal the sum over all states", (_, plan, sizes, need) => {
    const expected = bruteForce(plan, sizes, need);
    const [cpu] = capacityOf(plan);
    expect(cpu?.resource).toBe("cpuCores");
    expect((cpu?.shortage?.value ?? 0) / expected.short).toBeCloseTo(1, 9);
    expect((cpu?.joint?.value ?? 0) / expected.joint).toBeCloseTo(1, 9);
    expect(cpu?.shortage?.low).toBeLessThan(expected.short);
    expect(cpu?.shortage?.high).toBeGreaterThan(expected.short);
  });
});

describe("what may be lost before it is too little", () => {
  test("is counted by the largest first", () => {
    const [cpu, memory, workers] = capacityOf(twoZones());
    const distances = (levels: typeof cpu) => levels?.levels.map(({ level, distance }) => `${level} ${distance}`);
    expect(distances(cpu)).toEqual(["machine 2", "hypervisor 2", "rack 2", "zone 1"]);
    expect(distances(memory)).toEqual(["machine 2", "hypervisor 2", "rack 2", "zone 1"]);
    expect(workers).toMatchObject({ total: 3, need: null, levels: [], shortage: null, joint: null });
  });

  test("is nothing when it is too little already", () => {
    const plan = twoZones();
    const [cpu] = capacityOf({ ...plan, options: { ...plan.options, demand: { cpuCores: 25 } } });
    expect(cpu?.levels.every(({ distance }) => distance === 0)).toBe(true);
    expect(cpu?.shortage?.value).toBeCloseTo(1, 12);
    expect(cpu?.joint?.value).toBeCloseTo(1, 12);
  });

  test("counts workers by the pods that fit on one", () => {
    const plan = twoZones();
    const options = { ...plan.options, demand: undefined, targets: { pods: 250 }, kubernetes: { maxPods: 100 } };
    const { demand: _demand, ...withoutDemand } = options;
    expect(capacityOf({ ...plan, options: withoutDemand }).at(-1)).toMatchObject({ resource: "workers", need: 3 });
  });
});
