import { expect, test } from "vitest";
import { capacityLoss } from "./capacity.ts";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets } from "./cut-sets/cut-sets.ts";
import { countByOrder, listCutSets } from "./cut-sets/list-cut-sets.ts";
import { countByPattern } from "./cut-sets/patterns.ts";
import { nodeCount } from "./diagram.ts";
import { distance } from "./distance.ts";
import { HOURS_PER_YEAR, outageRate } from "./frequency.ts";
import { made } from "./manager.ts";
import { gradients } from "./probability.ts";
import {
  KINDS,
  type Kind,
  nineMasterPlan,
  type Place,
  type ReferencePlan,
  referencePlan,
  stressPlan,
  survivalCalls,
  workerGroups,
} from "./reference-plans.bench.ts";

type Rack = readonly ("lb" | "master")[];

/** Zones of racks of machines; etcd sits inside each master; a local load balancer leaves no path to lose. */
function plan(zones: readonly (readonly Rack[])[], hasSegment: boolean): ReferencePlan {
  const machines = zones.flat(2);
  const elements =
    (hasSegment ? 1 : 0) +
    zones.length +
    zones.flat().length +
    machines.reduce((sum, role) => sum + (role === "lb" ? 2 : 3), 0);
  return referencePlan(elements, (bdd, place: Place) => {
    const etcd: number[] = [];
    const api: number[] = [];
    const lb: number[] = [];
    const shared = hasSegment ? [place("segment", [])] : [];
    for (const racks of zones) {
      const zone = place("zone", []);
      for (const rack of racks) {
        const rackDown = place("rack", [zone]);
        for (const role of rack) {
          const process = place("process", [place("machine", [rackDown, ...shared])]);
          if (role === "lb") lb.push(process);
          else {
            etcd.push(process);
            api.push(place("process", [process]));
          }
        }
      }
    }
    const path = lb.length === 0 ? [] : [and(bdd, lb)];
    return or(bdd, [...path, and(bdd, api), atLeast(bdd, etcd.length - Math.floor(etcd.length / 2), etcd)]);
  });
}

const LB = "lb";
const M = "master";

test.each([
  ["one rack", [[[LB, LB, M, M, M]]], true, 6.5567103364e-4, [3, 16, 7], [2, 1, 1], [1.79, 193]],
  ["three racks of one zone", [[[LB, M], [LB, M], [M]]], true, 5.5671313164e-4, [2, 35, 10], [2, 2, 1], [1.51, 193]],
  ["two zones", [[[LB, M], [M]], [[LB, M]]], true, 5.5860591618e-4, [2, 43, 11], [2, 2, 1], [1.55, 190]],
  ["three zones", [[[LB, M]], [[LB, M]], [[M]]], true, 6.2569727874e-5, [1, 60, 13], [2, 2, 2], [0.51, 64]],
  ["three zones, local balancers", [[[M]], [[M]], [[M]]], false, 9.6981066731e-6, [0, 48, 13], [2, 2, 2], [0.22, 23]],
] as const)(
  "%s: unavailability, outages, cut sets and distances as SCRAM and the prototype have them",
  (_name, zones, hasSegment, expected, orders, levels, outages) => {
    const { bdd, root, kinds, q, mttrHours } = plan(zones, hasSegment);
    const found = gradients(bdd, root, q);
    expect(Math.abs(found.unavailability / expected - 1)).toBeLessThan(1e-9);
    expect(countByOrder(minimalCutSets(bdd, root, 6)).slice(1)).toEqual(orders);
    const fewest = (of: Kind): number =>
      distance(bdd, root, { cost: Float64Array.from(kinds, (kind) => (kind === of ? 1 : Number.POSITIVE_INFINITY)) })
        .total;
    expect((["machine", "rack", "zone"] as const).map(fewest)).toEqual(levels);
    const rate = outageRate(found, q, mttrHours);
    expect(rate.outagesPerYear).toBeCloseTo(outages[0], 2);
    expect(Math.abs(rate.meanOutageHours * 60 - outages[1])).toBeLessThan(0.6);
  },
);

const minutesOf = ({ bdd, root, q, mttrHours }: ReferencePlan): number =>
  outageRate(gradients(bdd, root, q), q, mttrHours).minutesPerYear;

test.each([
  ["a third zone and local balancers", [[[M]], [[M]], [[M]]], false, 5.1],
  ["one master moved to a third zone", [[[LB, M]], [[LB, M]], [[M]]], true, 32.9],
  ["no shared segment", [[[LB, M], [M]], [[LB, M]]], false, 267.3],
  ["local balancers", [[[M], [M]], [[M]]], true, 292.4],
  ["a third balancer beside the first", [[[LB, M, LB], [M]], [[LB, M]]], true, 292.5],
  ["two more masters beside the one in the second zone", [[[LB, M], [M]], [[LB, M, M, M]]], true, 343.7],
  ["one more master beside the one in the second zone", [[[LB, M], [M]], [[LB, M, M]]], true, 610],
] as const)("two zones changed to %s: minutes a year", (_name, zones, hasSegment, minutes) => {
  expect(minutesOf(plan(zones, hasSegment))).toBeCloseTo(minutes, 1);
});

test("four hours of planned work a year on each of five machines, one at a time", () => {
  const three = plan([[[LB, M]], [[LB, M]], [[M]]], true);
  const { bdd, root, q, kinds } = three;
  const machines = kinds.flatMap((kind, at) => (kind === "machine" ? [at] : []));
  const base = gradients(bdd, root, q).unavailability;
  const without = machines.map((at) => gradients(bdd, root, q.with(at, 1)).unavailability);
  const share = 4 / HOURS_PER_YEAR;
  const total = without.reduce((sum, down) => sum + share * down, (1 - 5 * share) * base);
  expect(total * HOURS_PER_YEAR * 60).toBeCloseTo(36.3, 1);
  expect(without.map((down) => Number((100 * down).toFixed(3)))).toEqual([0.186, 0.365, 0.186, 0.365, 0.365]);
});

test("nine masters in three zones: 369 nodes, and 31,141 cut sets up to order six in a few dozen patterns", () => {
  const { bdd, root, kinds } = nineMasterPlan();
  expect(nodeCount(bdd, [root])).toBe(369);
  const found = minimalCutSets(bdd, root, 6);
  expect(countByOrder(found)).toEqual([0, 1, 3, 413, 121, 30_603]);
  const classOf = Int32Array.from(kinds, (kind) => KINDS.indexOf(kind));
  const grouped = countByPattern(found, classOf);
  const patterns = grouped.kind === "patterns" ? grouped.patterns : [];
  expect(patterns.reduce((sum, { count }) => sum + count, 0)).toBe(31_141);
  expect(patterns.length).toBeLessThan(60);
  const listed = Map.groupBy(listCutSets(found, 40_000).sets, (set) =>
    set
      .map((at) => classOf[at] ?? 0)
      .sort()
      .join(),
  );
  const counts = patterns.map(({ classes, count }) => [
    classes.flatMap(([one, many]) => new Array(many).fill(one)).join(),
    count,
  ]);
  expect(new Map(counts.map(([name, count]) => [name, count]))).toEqual(
    new Map([...listed].map(([name, sets]) => [name, sets.length])),
  );
});

test("patterns are refused, not cut off, when the classes group nothing", () => {
  const { bdd, root, kinds } = nineMasterPlan();
  const found = minimalCutSets(bdd, root, 6);
  expect(
    countByPattern(
      found,
      Int32Array.from(kinds, (_, at) => at),
      1000,
    ),
  ).toEqual({ kind: "too-many", maxPatterns: 1000 });
});

test("a plan of 123 elements stays far below 20,000 nodes", () => {
  const { bdd, root, kinds } = stressPlan();
  expect(kinds.length).toBe(123);
  expect(made(bdd)).toBeLessThan(20_000);
  expect(nodeCount(bdd, [root])).toBeLessThan(5_000);
});

test("5,040 workers in 126 racks: the whole distribution, with what was left out below 1e-20", () => {
  const { pmf, dropped } = capacityLoss(workerGroups());
  expect(pmf.length).toBe(5040 * 16 + 1008 * 16 + 1);
  expect(pmf.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
  const mean = pmf.reduce((sum, p, lost) => sum + p * lost, 0) / (pmf.length - 1);
  expect(mean).toBeCloseTo(1 - (1 - 5e-4) * (1 - 1e-4) * (1 - 1e-3), 12);
  expect(dropped).toBeLessThan(1e-20);
});

test("the calls that are timed give the results that are tested", () => {
  const calls = survivalCalls();
  expect(calls.stressDistance().total).toBe(2);
  expect(calls.nineMasterCutSets()).toEqual([0, 1, 3, 413, 121, 30_603]);
  expect(calls.stressGradients().unavailability).toBeGreaterThan(0);
  expect(calls.stressCutSets().slice(0, 2)).toEqual([0, 0]);
  expect(calls.nineMasterPatterns().kind).toBe("patterns");
  expect(calls.workerCapacity().dropped).toBeLessThan(1e-20);
  expect([calls.buildStress().kinds.length, calls.buildNineMasters().kinds.length]).toEqual([123, 48]);
});
