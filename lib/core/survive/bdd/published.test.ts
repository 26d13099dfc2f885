import { expect, test } from "vitest";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets } from "./cut-sets/cut-sets.ts";
import { countByOrder, listCutSets } from "./cut-sets/list-cut-sets.ts";
import { distance } from "./distance.ts";
import { outageRate } from "./frequency.ts";
import { type Bdd, createBdd, variable } from "./manager.ts";
import { gradients, probability } from "./probability.ts";

/** A fault tree as a fact: an event by name, or a gate: any of, all of, or at least so many of. */
type Tree = string | readonly ["any" | "all" | number, ...Tree[]];

interface System {
  readonly bdd: Bdd;
  readonly root: number;
  readonly names: readonly string[];
  readonly q: Float64Array;
}

const eventsOf = (tree: Tree): string[] =>
  typeof tree === "string" ? [tree] : tree.slice(1).flatMap((part) => (typeof part === "number" ? [] : eventsOf(part)));

function system(tree: Tree, chance: Readonly<Record<string, number>> | number): System {
  const names = [...new Set(eventsOf(tree))];
  const bdd = createBdd(names.length);
  const refOf = (part: Tree): number => {
    if (typeof part === "string") return variable(bdd, names.indexOf(part));
    const [gate, ...parts] = part;
    const refs = parts.map(refOf);
    if (gate === "any") return or(bdd, refs);
    return gate === "all" ? and(bdd, refs) : atLeast(bdd, gate, refs);
  };
  const q = Float64Array.from(names, (name) => (typeof chance === "number" ? chance : (chance[name] ?? Number.NaN)));
  return { bdd, root: refOf(tree), names, q };
}

const unavailability = ({ bdd, root, q }: System): number => probability(bdd, root, q);
const cutSetsOf = ({ bdd, root }: System) => minimalCutSets(bdd, root, Number.POSITIVE_INFINITY);
const ordersOf = (of: System): number[] => countByOrder(cutSetsOf(of)).slice(1);
const close = (found: number, expected: number, within = 1e-9): void =>
  expect(Math.abs(found / expected - 1)).toBeLessThan(within);

const named = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${at + 1}`);
const quorum = (members: number, needed: number): Tree => [members - needed + 1, ...named("m", members)];

test.each([
  [1, 0],
  [2, 0],
  [3, 1],
  [4, 1],
  [5, 2],
  [6, 2],
  [7, 3],
  [8, 3],
  [9, 4],
])("a majority of %i members survives %i failures (etcd FAQ)", (members, tolerance) => {
  const { bdd, root, names } = system(quorum(members, Math.floor(members / 2) + 1), 0.1);
  expect(distance(bdd, root, { cost: new Float64Array(names.length).fill(1) }).total).toBe(tolerance + 1);
});

/** What was printed, in per cent, and half a unit of its last digit (a whole one where the source cut off). */
const AVAILABILITY: readonly (readonly [string, Tree, Record<string, number> | number, number, number, number])[] = [
  ["Microsoft composite SLA, two in a row", ["any", "web", "sql"], { web: 5e-4, sql: 1e-4 }, 5.9995e-4, 99.94, 5e-3],
  ["Microsoft, a queue beside the database", ["all", "sql", "queue"], { sql: 1e-4, queue: 1e-3 }, 1e-7, 99.99999, 5e-6],
  [
    "Microsoft, the whole",
    ["any", "web", ["all", "sql", "queue"]],
    { web: 5e-4, sql: 1e-4, queue: 1e-3 },
    5.0009995e-4,
    99.95,
    5e-3,
  ],
  ["AWS Reliability Pillar, three hard dependencies", ["any", "a", "b", "c"], 1e-4, 2.99970001e-4, 99.97, 5e-3],
  ["AWS study guide, two instances", ["all", "a", "b"], 0.01, 1e-4, 99.99, 5e-3],
  ["AWS study guide, with a database", ["any", "db", ["all", "a", "b"]], 0.01, 0.010099, 98.99, 5e-3],
  ["quorum 2 of 3 at 99 %", quorum(3, 2), 0.01, 2.98e-4, 99.97, 5e-3],
  ["quorum 3 of 5 at 99 %", quorum(5, 3), 0.01, 9.8506e-6, 99.999, 5e-4],
  ["quorum 2 of 3 at 99.9 %", quorum(3, 2), 1e-3, 2.998e-6, 99.9997, 5e-5],
  ["quorum 3 of 5 at 99.9 %", quorum(5, 3), 1e-3, 9.985006e-9, 99.999999, 1e-6],
  ["three of four at 0.9", quorum(4, 3), 0.1, 0.0523, 94.77, 5e-3],
  ["four of six at 0.8", quorum(6, 4), 0.2, 0.09888, 90.112, 5e-4],
  ["four of six at 0.85", quorum(6, 4), 0.15, 0.04733859375, 95.26, 1e-2],
  ["two of three, unequal", quorum(3, 2), { m1: 0.1, m2: 0.12, m3: 0.15 }, 0.0414, 95.86, 5e-3],
  ["system design primer, in a row", ["any", "a", "b"], 1e-3, 1.999e-3, 99.8, 5e-2],
  ["system design primer, side by side", ["all", "a", "b"], 1e-3, 1e-6, 99.9999, 5e-5],
  ["bridge of five links at 0.9", bridge(), 0.1, 0.02152, 97.848, 5e-4],
];

/** Minimal paths of the bridge are cut by these sets. */
function bridge(): Tree {
  return ["any", ["all", "a", "b"], ["all", "d", "e"], ["all", "a", "c", "e"], ["all", "b", "c", "d"]];
}

test.each(AVAILABILITY)("%s: the printed availability", (_name, tree, chance, exact, printed, within) => {
  const found = unavailability(system(tree, chance));
  close(found, exact);
  expect(Math.abs((1 - found) * 100 - printed)).toBeLessThanOrEqual(within);
});

test("a printed 'quorum 5 of 7 at 99.9999 %' is a slip: it holds for 4 of 7", () => {
  const printed = 1e-6;
  expect(unavailability(system(quorum(7, 5), 0.01))).toBeGreaterThan(30 * printed);
  expect(unavailability(system(quorum(7, 4), 0.01))).toBeLessThan(printed);
  expect(unavailability(system(quorum(7, 4), 0.01)) * 8760 * 3600).toBeCloseTo(10.8, 1);
});

test.each([
  ["99.99 %", 1e-4, 52.56],
  ["99.999 %, of which five make", 1e-5, 5.256],
  ["99.95 %", 5e-4, 262.8],
  ["99.9 %", 1e-3, 525.6],
  ["99 %", 1e-2, 5256],
])(
  "%s is so many minutes of a year of 8,760 hours (AWS Reliability Pillar; Treynor et al. 2017)",
  (_name, q, minutes) => {
    const { bdd, root, q: chances } = system(["any", "a"], q);
    close(outageRate(gradients(bdd, root, chances), chances, Float64Array.of(1)).minutesPerYear, minutes);
  },
);

const HIPPS_MISSION_HOURS = 8760;
const sinceTest = (rate: number, hours: number): number => 1 - Math.exp(-rate * (HIPPS_MISSION_HOURS % hours));

/** Structure and figures from rakhimov/scram: the input named, and the test of the same name under tests/. */
const FAULT_TREES: readonly (readonly [string, Tree, Record<string, number> | number, number, number, number[]])[] = [
  [
    "input/Theatre",
    ["all", "mains", ["any", "generator", "relay"]],
    { mains: 0.03, generator: 0.02, relay: 0.05 },
    0.00207,
    1e-12,
    [0, 2],
  ],
  [
    "input/TwoTrain",
    ["all", ["any", "v1", "p1"], ["any", "v2", "p2"]],
    { v1: 0.5, v2: 0.5, p1: 0.7, p2: 0.7 },
    0.7225,
    1e-12,
    [0, 4],
  ],
  [
    "input/ne574 (event C in both trains)",
    ["all", ["any", "f", "g", "b", "c"], ["any", "c", "d", ["all", "h", "i"]]],
    { b: 0.1, c: 0.3, d: 0.5, f: 0.7, g: 0.2, h: 0.4, i: 0.8 },
    0.662208,
    1e-6,
    [1, 3, 3],
  ],
  ["input/Lift", lift(), 1e-6, 1.19999e-5, 1e-5, [12]],
  ["tests/input/core/abc", ["any", "a", "b", "c"], { a: 0.1, b: 0.2, c: 0.3 }, 0.496, 1e-12, [3]],
  ["tests/input/core/atleast", [2, "a", "b", "c"], { a: 0.1, b: 0.2, c: 0.3 }, 0.098, 1e-12, [0, 3]],
  [
    "tests/input/core/ab_bc",
    ["any", ["all", "a", "b"], ["all", "b", "c"]],
    { a: 0.1, b: 0.2, c: 0.3 },
    0.074,
    1e-12,
    [0, 2],
  ],
  [
    "input/HIPPS",
    ["any", "logic", "common", [2, "s1", "s2", "s3"], "sv1", "sdv1", "sv2", "sdv2"],
    {
      logic: (1e-6 / (1e-6 + 0.1)) * (1 - Math.exp(-(1e-6 + 0.1) * HIPPS_MISSION_HOURS)),
      common: sinceTest(3.5e-8, 720),
      ...Object.fromEntries(named("s", 3).map((name) => [name, sinceTest(7e-7, 720)])),
      ...Object.fromEntries(named("sv", 2).map((name) => [name, sinceTest(2.6e-6, 1440)])),
      ...Object.fromEntries(named("sdv", 2).map((name) => [name, sinceTest(4.1e-6, 2160)])),
    },
    0.0016209,
    1e-4,
    [6, 3],
  ],
  ["input/ThreeMotor", threeMotors(), 0.02, 0.0211538, 1e-4, [1, 3, 0, 8]],
  ["input/Chinese", twelveGates(), 0.02, 0.0045691, 1e-4, [0, 12, 0, 24, 188, 168]],
];

function lift(): Tree {
  const motion: Tree = ["all", "lmd", "lmd'"];
  const starts: Tree = ["any", "lmd", "dpd", ["all", "dm", "dpd"], "ps", "dod1", "d"];
  const opens: Tree = ["any", "dms2", ["all", ["any", "w", "cp", "dms2"], motion], ["all", "cp", motion]];
  return ["any", starts, opens, ["any", "cp", "lmd2", "lpd", "dm", "ps"], ["any", "dod1", "dod2", "dms1"]];
}

/** With all three relays held, which is how the source sets its house events, the other branch is always true. */
function threeMotors(): Tree {
  const timers: Tree = ["all", ["any", "kt1", "t2'"], ["any", "kt2", "t3'"], ["any", "kt3", "t4'"]];
  return ["any", "k5", ["all", ["any", "k1", timers, "s1", "t1'"], ["any", "t2", "k5"]]];
}

function twelveGates(): Tree {
  const deep: Tree = ["all", ["any", "17", "18"], ["any", "19", "20", "21"]];
  const left: Tree = ["all", ["any", "9", "10", "11", deep], ["any", "12", "13"]];
  const cross: Tree = ["all", ["any", "17", "18", "21"], ["any", "19", "20"]];
  const right: Tree = ["all", ["any", "14", "15", "16", cross], ["any", "22", "23"], ["any", "24", "25"]];
  const first = (also: Tree): Tree => ["any", "1", "2", "3", also];
  const second = (also: Tree): Tree => ["any", "4", "5", "6", "7", also];
  return ["all", first(left), second(right), ["any", "8", ["all", first(right), second(left)]]];
}

test.each(FAULT_TREES)("%s: probability and cut sets by order", (_name, tree, chance, printed, within, orders) => {
  const one = system(tree, chance);
  close(unavailability(one), printed, within);
  expect(ordersOf(one)).toEqual(orders);
});

test("the lift to more digits than the source prints, and its twelve single failures by name", () => {
  const one = system(lift(), 1e-6);
  close(unavailability(one), 1.1999934e-5, 1e-8);
  const names = listCutSets(cutSetsOf(one), 20).sets.map(([only]) => one.names[only ?? -1]);
  expect(names.sort()).toEqual("cp d dm dms1 dms2 dod1 dod2 dpd lmd lmd2 lpd ps".split(" "));
});

test.each([
  [["1", "2", "3"], 0.0745557],
  [["4", "5", "6", "7"], 0.0553923],
  [["8"], 0.000181647],
  [["9", "10", "11"], 5.89643e-5],
  [["12", "13"], 9.51481e-5],
  [["14", "15", "16"], 5.1467e-6],
  [["17", "18"], 5.64596e-6],
  [["19", "20"], 4.60982e-6],
  [["21"], 2.3919e-6],
  [["22", "23", "24", "25"], 1.03582e-5],
])("input/Chinese: Birnbaum importance of events %j", (events, printed) => {
  const { bdd, root, names, q } = system(twelveGates(), 0.02);
  const { birnbaum } = gradients(bdd, root, q);
  for (const event of events) close(birnbaum[names.indexOf(event)] ?? 0, printed, 1e-5);
});

test("input/Baobab/baobab2: 4,805 cut sets, by order", () => {
  const power = (at: number): Tree => [
    "any",
    [2, ...["22", "26", "30"].map((bus, row): Tree => ["any", bus, String(21 + at + 4 * row + (at > 0 ? 1 : 0))])],
    `${18 + at}`,
  ];
  const voted = (first: number): Tree => [2, ...[0, 1, 2].map((at): Tree => ["any", power(at), `v${first + at}`])];
  const [started, second] = [voted(12), voted(15)];
  const train = (at: number): Tree => [
    "any",
    ["all", ["any", started, `s${6 + at}`], ["any", second, "s11"]],
    `t${at}`,
  ];
  const one = system([3, ...[0, 1, 2, 3, 4].map(train)], 0.01);
  expect(ordersOf(one)).toEqual([0, 6, 121, 268, 630, 3780]);
});
