import fc from "fast-check";
import { expect, test } from "vitest";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets } from "./cut-sets/cut-sets.ts";
import { countByOrder, listCutSets } from "./cut-sets/list-cut-sets.ts";
import { distance } from "./distance.ts";
import { type Bdd, createBdd, variable } from "./manager.ts";
import { gradients } from "./probability.ts";

const VARIABLES = 16;
const STATES = 2 ** VARIABLES;
const all = Array.from({ length: VARIABLES }, (_, index) => index);

/** Sets of elements as bits; any one of them failing as a whole, or `k` of `votes`, is an outage. */
interface Fatal {
  readonly sets: readonly number[];
  readonly k: number;
  readonly votes: readonly number[];
}

const someSet = fc.uniqueArray(fc.nat(VARIABLES - 1), { minLength: 1, maxLength: 6 });
const toBits = (members: readonly number[]): number => members.reduce((bits, index) => bits | (1 << index), 0);
const fatal: fc.Arbitrary<Fatal> = fc.record({
  sets: fc.array(someSet.map(toBits), { maxLength: 14 }),
  k: fc.integer({ min: 1, max: 5 }),
  votes: fc.array(someSet.map(toBits), { maxLength: 7 }),
});
const chances = fc.array(fc.double({ min: 1e-3, max: 0.9, noNaN: true }), {
  minLength: VARIABLES,
  maxLength: VARIABLES,
});

const membersOf = (bits: number): number[] => all.filter((index) => ((bits >> index) & 1) === 1);
const holds = (set: number, failed: number): boolean => (set & failed) === set;
const isOutage = ({ sets, k, votes }: Fatal, failed: number): boolean =>
  sets.some((set) => holds(set, failed)) || votes.filter((set) => holds(set, failed)).length >= k;

function build(bdd: Bdd, { sets, k, votes }: Fatal): number {
  const whole = (set: number): number =>
    and(
      bdd,
      membersOf(set).map((index) => variable(bdd, index)),
    );
  return or(bdd, [...sets.map(whole), atLeast(bdd, k, votes.map(whole))]);
}

test("sixteen elements: unavailability, derivatives, distance and cut sets equal those over all 65,536 states", () => {
  fc.assert(
    fc.property(fatal, chances, (rule, q) => {
      const bdd = createBdd(VARIABLES);
      const root = build(bdd, rule);
      const isDown = Uint8Array.from({ length: STATES }, (_, failed) => (isOutage(rule, failed) ? 1 : 0));
      const found = gradients(bdd, root, Float64Array.from(q));
      const { unavailability, birnbaum } = overAllStates(isDown, q);
      expect(found.unavailability).toBeCloseTo(unavailability, 12);
      for (const index of all) expect(found.birnbaum[index]).toBeCloseTo(birnbaum[index] ?? 0, 11);
      const isMinimal = (failed: number): boolean =>
        isDown[failed] === 1 && membersOf(failed).every((index) => isDown[failed & ~(1 << index)] === 0);
      const expected = Array.from({ length: STATES }, (_, failed) => failed)
        .filter(isMinimal)
        .map(membersOf);
      const cutSets = minimalCutSets(bdd, root, VARIABLES);
      expect(countByOrder(cutSets).reduce((sum, count) => sum + count, 0)).toBe(expected.length);
      const listed = new Set(listCutSets(cutSets, STATES).sets.map((set) => set.join()));
      expect(listed).toEqual(new Set(expected.map((set) => set.join())));
      const fewest = Math.min(Number.POSITIVE_INFINITY, ...expected.map((set) => set.length));
      expect(distance(bdd, root, { cost: new Float64Array(VARIABLES).fill(1) }).total).toBe(fewest);
    }),
    { numRuns: 25 },
  );
});

function overAllStates(isDown: Uint8Array, q: readonly number[]) {
  const birnbaum = new Float64Array(VARIABLES);
  let unavailability = 0;
  const weight = new Float64Array(STATES).fill(1);
  for (let failed = 0; failed < STATES; failed++) {
    for (const index of all) weight[failed] = (weight[failed] ?? 0) * factor(failed, index, q);
    if (isDown[failed] === 0) continue;
    unavailability += weight[failed] ?? 0;
    for (const index of all) {
      const rest = (weight[failed] ?? 0) / factor(failed, index, q);
      birnbaum[index] = (birnbaum[index] ?? 0) + (((failed >> index) & 1) === 1 ? rest : -rest);
    }
  }
  return { unavailability, birnbaum };
}

function factor(failed: number, index: number, q: readonly number[]): number {
  const chance = q[index] ?? 0;
  return ((failed >> index) & 1) === 1 ? chance : 1 - chance;
}
