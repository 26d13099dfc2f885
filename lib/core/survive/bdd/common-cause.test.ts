import { expect, test } from "vitest";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets } from "./cut-sets/cut-sets.ts";
import { countByOrder } from "./cut-sets/list-cut-sets.ts";
import { outageRate } from "./frequency.ts";
import { createBdd, variable } from "./manager.ts";
import { gradients, probability } from "./probability.ts";

const THREE = [0, 1, 2] as const;
const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/** Three trains of a valve and a pump; each kind fails one by one, by pairs, and all three at once. */
function threeTrains(single: number, double: number, triple: number) {
  const bdd = createBdd(14);
  const q = Float64Array.from(
    { length: 14 },
    (_, index) => [single, single, single, double, double, double, triple][index % 7] ?? 0,
  );
  const down = (kind: number, train: number): number =>
    or(bdd, [
      variable(bdd, kind * 7 + train),
      ...PAIRS.flatMap((pair, at) =>
        pair.some((member) => member === train) && double > 0 ? [variable(bdd, kind * 7 + 3 + at)] : [],
      ),
      variable(bdd, kind * 7 + 6),
    ]);
  const root = and(
    bdd,
    THREE.map((train) => or(bdd, [down(0, train), down(1, train)])),
  );
  return { unavailability: probability(bdd, root, q), orders: countByOrder(minimalCutSets(bdd, root, 6)).slice(1) };
}

/** Chances of one, two and three of a group of three by factor model; total chance 0.1 (rakhimov/scram tests/input/core). */
test.each([
  ["beta_factor_ccf", 0.08, 0, 0.02, 0.04308, [2, 0, 8]],
  ["phi_factor_ccf", 0.07, 0.02, 0.01, 0.04104, [2, 24, 8]],
  ["mgl_ccf", 0.1 * 0.8, 0.1 * 0.5 * 0.2 * 0.9, 0.1 * 0.2 * 0.1, 0.0163, [2, 24, 8]],
  ["alpha_factor_ccf", (0.1 * 0.7) / 1.4, (0.1 * 0.2) / 1.4, (0.1 * 3 * 0.1) / 1.4, 0.05298, [2, 24, 8]],
])(
  "%s: probability and cut sets of three trains with a common cause",
  (_name, single, double, triple, printed, orders) => {
    const found = threeTrains(single, double, triple);
    expect(Math.abs(found.unavailability - printed)).toBeLessThan(1e-5);
    expect(found.orders).toEqual(orders);
  },
);

/** Vesely 1970, figure 1 and table 2, as in public-fta/pfta examples/vesely-1970.txt; nothing is repaired. */
test.each([
  [1000, 3.487708e-3, 6.774574e-6],
  [10000, 0.2116537, 3.103639e-5],
])("Vesely's tree after %i hours: unavailability and failure intensity", (hours, printed, intensity) => {
  const rate = Float64Array.of(2.6e-6, 2.6e-6, 2.6e-6, 3.5e-5, 3.5e-5, 3.5e-5, 5e-6, 5e-6, 8e-6, 8e-6);
  const bdd = createBdd(10);
  const [a, b, c, d, e, f, g, h, i, j] = Array.from({ length: 10 }, (_, index) => variable(bdd, index));
  const of = (...refs: (number | undefined)[]): number[] => refs.map((ref) => ref ?? 0);
  const twoOfFirst = atLeast(bdd, 2, of(a, b, c));
  const root = or(bdd, [
    twoOfFirst,
    and(bdd, of(a, b, or(bdd, of(i, j)))),
    and(bdd, [or(bdd, of(g, h, i)), or(bdd, [and(bdd, of(a, b, c)), and(bdd, of(d, e, f))])]),
    atLeast(bdd, 2, of(d, e, f)),
    and(bdd, [or(bdd, of(g, h)), twoOfFirst]),
  ]);
  const q = rate.map((each) => -Math.expm1(-each * hours));
  const found = gradients(bdd, root, q);
  expect(Math.abs(found.unavailability / printed - 1)).toBeLessThan(2e-7);
  const perHour = found.birnbaum.reduce((sum, each, at) => sum + each * (rate[at] ?? 0) * (1 - (q[at] ?? 0)), 0);
  expect(Math.abs(perHour / intensity - 1)).toBeLessThan(2e-7);
  expect(countByOrder(minimalCutSets(bdd, root, 4))).toEqual([0, 0, 6]);
});

const MTBF_HOURS = [1000, 800, 1200, 5000];
const MTTR_HOURS = [10, 12, 8, 24];

test("three machines in a zone: the same as a Markov chain of sixteen states, solved as linear equations", () => {
  const bdd = createBdd(4);
  const [one, two, three, zone] = [0, 1, 2, 3].map((index) => variable(bdd, index));
  const root = or(bdd, [atLeast(bdd, 2, [one ?? 0, two ?? 0, three ?? 0]), zone ?? 0]);
  const q = Float64Array.from(MTBF_HOURS, (mtbf, at) => (MTTR_HOURS[at] ?? 0) / (mtbf + (MTTR_HOURS[at] ?? 0)));
  const rate = outageRate(gradients(bdd, root, q), q, Float64Array.from(MTTR_HOURS));
  const chain = steadyState();
  const isDown = (state: number): boolean => state >= 8 || [3, 5, 6, 7].includes(state);
  const down = chain.reduce((sum, chance, state) => sum + (isDown(state) ? chance : 0), 0);
  const entering = chain.reduce(
    (sum, chance, state) => sum + (isDown(state) ? 0 : chance * intoOutage(state, isDown)),
    0,
  );
  expect(Math.abs(probability(bdd, root, q) / down - 1)).toBeLessThan(1e-12);
  expect(Math.abs(rate.outagesPerHour / entering - 1)).toBeLessThan(1e-12);
  expect(down).toBeCloseTo(5.0834207907e-3, 13);
  expect(rate.outagesPerHour).toBeCloseTo(2.6006059e-4, 11);
  expect(rate.meanOutageHours).toBeCloseTo(19.5471, 4);
});

const failureRate = (at: number): number => 1 / (MTBF_HOURS[at] ?? 1);
const repairRate = (at: number): number => 1 / (MTTR_HOURS[at] ?? 1);

function intoOutage(state: number, isDown: (state: number) => boolean): number {
  const failing = [0, 1, 2, 3].filter((at) => (state & (1 << at)) === 0 && isDown(state | (1 << at)));
  return failing.reduce((sum, at) => sum + failureRate(at), 0);
}

/** Balance of every state but one, and the sum of all: Gauss-Jordan with pivots. */
function steadyState(): number[] {
  const rows = Array.from({ length: 16 }, () => new Array<number>(17).fill(0));
  const add = (row: number, column: number, value: number): void => {
    const cells = rows[row] ?? [];
    cells[column] = (cells[column] ?? 0) + value;
  };
  for (let state = 0; state < 16; state++) {
    for (let at = 0; at < 4; at++) {
      const rate = (state & (1 << at)) === 0 ? failureRate(at) : repairRate(at);
      add(state ^ (1 << at), state, rate);
      add(state, state, -rate);
    }
  }
  rows[15] = new Array<number>(17).fill(1);
  for (let column = 0; column < 16; column++) {
    const best = rows.findIndex(
      (row, at) =>
        at >= column &&
        Math.abs(row[column] ?? 0) === Math.max(...rows.slice(column).map((each) => Math.abs(each[column] ?? 0))),
    );
    const pivot = rows[best] ?? [];
    rows[best] = rows[column] ?? [];
    rows[column] = pivot.map((cell) => cell / (pivot[column] ?? 1));
    for (const [at, row] of rows.entries()) {
      const factor = row[column] ?? 0;
      if (at !== column) rows[at] = row.map((cell, place) => cell - factor * (rows[column]?.[place] ?? 0));
    }
  }
  return rows.map((row) => row[16] ?? 0);
}
