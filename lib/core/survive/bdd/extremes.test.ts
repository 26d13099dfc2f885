import { expect, test } from "vitest";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets } from "./cut-sets/cut-sets.ts";
import { countByOrder, listCutSets } from "./cut-sets/list-cut-sets.ts";
import { nodeCount } from "./diagram.ts";
import { criticalVariables, distance, revival } from "./distance.ts";
import { type Bdd, createBdd, made, variable } from "./manager.ts";
import { TooManyNodes } from "./node-store.ts";
import { gradients, probability } from "./probability.ts";

const all = (bdd: Bdd): number[] => Array.from({ length: bdd.store.variables }, (_, index) => variable(bdd, index));

const MILLION = 1_000_000n;
const choose = (n: number, k: number): bigint => (k === 0 ? 1n : (choose(n, k - 1) * BigInt(n - k + 1)) / BigInt(k));

/** At least k of n at q = 1e-6 as an exact fraction over 1e6^n, to 25 digits. */
function exactly(n: number, k: number): number {
  let sum = 0n;
  for (let failed = k; failed <= n; failed++) sum += choose(n, failed) * (MILLION - 1n) ** BigInt(n - failed);
  const digits = (sum * 10n ** 80n) / MILLION ** BigInt(n);
  return Number(digits) / 1e80;
}

test.each([
  [3, 2],
  [5, 3],
  [9, 5],
  [9, 9],
])("at least %2$i of %1$i at one in a million keeps twelve digits of a tiny chance", (n, k) => {
  const bdd = createBdd(n);
  const root = atLeast(bdd, k, all(bdd));
  const q = new Float64Array(n).fill(1e-6);
  const { unavailability, birnbaum } = gradients(bdd, root, q);
  expect(Math.abs(unavailability / exactly(n, k) - 1)).toBeLessThan(1e-12);
  const decisive = Number(choose(n - 1, k - 1)) * 1e-6 ** (k - 1) * (1 - 1e-6) ** (n - k);
  for (const one of birnbaum) expect(Math.abs(one / decisive - 1)).toBeLessThan(1e-12);
});

test("a tiny chance beside a near-certain one is not lost", () => {
  const bdd = createBdd(3);
  const [a, b, c] = all(bdd);
  const root = and(bdd, [a ?? 0, or(bdd, [b ?? 0, c ?? 0])]);
  expect(probability(bdd, root, Float64Array.of(1e-200, 1 - 1e-9, 1e-12))).toBeCloseTo(1e-200, 208);
  expect(Math.abs(probability(bdd, root, Float64Array.of(1e-100, 1e-100, 0)) / 1e-200 - 1)).toBeLessThan(1e-12);
});

test("half of five hundred elements needs a node per element and count, and is not expanded into subsets", () => {
  const bdd = createBdd(500);
  const root = atLeast(bdd, 250, all(bdd));
  expect(nodeCount(bdd, [root])).toBe(250 * 251);
  expect(made(bdd)).toBeLessThan(130_000);
  const cost = new Float64Array(500).fill(1);
  expect(distance(bdd, root, { cost }).total).toBe(250);
  expect(probability(bdd, root, new Float64Array(500).fill(0.5))).toBeCloseTo(0.5178, 4);
});

test("a chain of twenty thousand elements exhausts no stack, in either direction", () => {
  const bdd = createBdd(20_000);
  const any = or(bdd, all(bdd));
  const every = and(bdd, all(bdd));
  const both = or(bdd, [and(bdd, [variable(bdd, 3), variable(bdd, 19_999)]), every, and(bdd, [variable(bdd, 0), any])]);
  expect(listCutSets(minimalCutSets(bdd, both, 2), 5)).toEqual({ sets: [[0], [3, 19_999]], total: 2 });
  expect(countByOrder(minimalCutSets(bdd, any, 1))).toEqual([0, 20_000]);
  const dead = new Uint8Array(20_000).fill(1);
  expect(revival(bdd, every, dead)).toEqual({ total: 1, witness: [0] });
  expect(criticalVariables(bdd, any, new Uint8Array(20_000)).length).toBe(20_000);
});

test("always up, always down: no way to an outage, and no way back", () => {
  const bdd = createBdd(2);
  const cost = new Float64Array(2).fill(1);
  const never = or(bdd, []);
  const always = and(bdd, []);
  expect(distance(bdd, never, { cost })).toEqual({ total: Number.POSITIVE_INFINITY, witness: [] });
  expect(distance(bdd, always, { cost })).toEqual({ total: 0, witness: [] });
  expect(revival(bdd, always, Uint8Array.of(1, 1))).toEqual({ total: Number.POSITIVE_INFINITY, witness: [] });
  expect(criticalVariables(bdd, always, new Uint8Array(2))).toEqual([]);
  expect(countByOrder(minimalCutSets(bdd, never, 3))).toEqual([0]);
  expect(listCutSets(minimalCutSets(bdd, always, 3), 9)).toEqual({ sets: [[]], total: 1 });
  expect([probability(bdd, never, new Float64Array(2)), probability(bdd, always, new Float64Array(2))]).toEqual([0, 1]);
});

test("a function that outgrows its limit is refused with the limit, and a variable that does not exist is an error", () => {
  const bdd = createBdd(40, { maxNodes: 200 });
  expect(() => atLeast(bdd, 20, all(bdd))).toThrow(TooManyNodes);
  expect(() => variable(bdd, 40)).toThrow(RangeError);
});

test("the order of the arguments changes neither the function nor its ref", () => {
  const bdd = createBdd(12);
  const refs = all(bdd);
  expect(or(bdd, refs.toReversed())).toBe(or(bdd, refs));
  expect(atLeast(bdd, 5, refs.toReversed())).toBe(atLeast(bdd, 5, refs));
  expect(and(bdd, [or(bdd, refs.slice(0, 6)), refs[2] ?? 0])).toBe(refs[2]);
});
