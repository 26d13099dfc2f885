import fc from "fast-check";
import { expect, test } from "vitest";
import { type CapacityGroup, capacityGiven, capacityLoss, exceedance, lossExceededWith } from "./capacity.ts";
import { atLeast, or } from "./combine.ts";
import { createBdd, variable } from "./manager.ts";
import { probability } from "./probability.ts";

const chance = fc.double({ min: 0, max: 1, noNaN: true });
const sizes = fc.record({ count: fc.nat(3), units: fc.constantFrom(0, 2, 3, 8), q: chance });
const group: fc.Arbitrary<CapacityGroup> = fc.letrec<{ group: CapacityGroup }>((tie) => ({
  group: fc.record({
    q: chance,
    machines: fc.array(sizes, { maxLength: 2 }),
    groups: fc.oneof({ maxDepth: 2 }, fc.constant([]), fc.array(tie("group"), { maxLength: 2 })),
  }),
})).group;

/** Every state of every machine and group, one after the other. */
function bruteForce({ q, machines, groups }: CapacityGroup): Map<number, number> {
  let lost = new Map([[0, 1]]);
  const units = unitsOf({ q, machines, groups });
  for (const { count, units: each, q: failed } of machines) {
    for (let machine = 0; machine < count; machine++) {
      lost = sumOf(
        lost,
        new Map([
          [0, 1 - failed],
          [each, (each === 0 ? 1 - failed : 0) + failed],
        ]),
      );
    }
  }
  for (const child of groups) lost = sumOf(lost, bruteForce(child));
  const mixed = new Map([...lost].map(([at, p]) => [at, p * (1 - q)]));
  return mixed.set(units, (mixed.get(units) ?? 0) + q);
}

function sumOf(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const sum = new Map<number, number>();
  for (const [x, p] of a) for (const [y, r] of b) sum.set(x + y, (sum.get(x + y) ?? 0) + p * r);
  return sum;
}

function unitsOf({ machines, groups }: CapacityGroup): number {
  return (
    machines.reduce((sum, { count, units }) => sum + count * units, 0) +
    groups.reduce((sum, each) => sum + unitsOf(each), 0)
  );
}

test("the chance of every loss equals the sum over all states, for mixed machine sizes and nested groups", () => {
  fc.assert(
    fc.property(group, (root) => {
      const { pmf, dropped } = capacityLoss(root);
      const expected = bruteForce(root);
      expect(pmf.length).toBe(unitsOf(root) + 1);
      expect(dropped).toBeLessThan(1e-27);
      for (const [lost, p] of pmf.entries()) expect(p).toBeCloseTo(expected.get(lost) ?? 0, 13);
    }),
    { numRuns: 300 },
  );
});

test("fixing groups and weighing their states gives the same distribution as not fixing them", () => {
  fc.assert(
    fc.property(fc.array(group, { minLength: 2, maxLength: 3 }), chance, (zones, q) => {
      const root = { q, machines: [], groups: zones };
      const chosen = [zones[0], zones[1], zones[0]?.groups[0]].filter((each) => each !== undefined);
      const given = capacityGiven(root, chosen);
      const mixed = new Float64Array(unitsOf(root) + 1);
      for (let state = 0; state < 2 ** chosen.length; state++) {
        const isDead = Uint8Array.from(chosen, (_, at) => (state >> at) & 1);
        const weight = chosen.reduce((product, each, at) => product * (isDead[at] === 1 ? each.q : 1 - each.q), 1);
        for (const [lost, p] of given(isDead).pmf.entries()) mixed[lost] = (mixed[lost] ?? 0) + weight * p;
      }
      for (const [lost, p] of capacityLoss(root).pmf.entries()) expect(mixed[lost]).toBeCloseTo(p, 13);
    }),
    { numRuns: 200 },
  );
});

test("a rack of forty machines loses them as a binomial does, down to the rarest loss, and all at once with the rack", () => {
  const { pmf } = capacityLoss({ q: 1e-4, machines: [{ count: 40, units: 1, q: 1e-3 }], groups: [] });
  let ways = 1;
  for (let k = 0; k < 9; k++) {
    const exact = (1 - 1e-4) * ways * 1e-3 ** k * (1 - 1e-3) ** (40 - k);
    expect(Math.abs((pmf[k] ?? 0) / exact - 1)).toBeLessThan(1e-12);
    ways = (ways * (40 - k)) / (k + 1);
  }
  expect(pmf[40]).toBeCloseTo(1e-4, 18);
});

test("thousands of machines that fail often do not underflow", () => {
  const { pmf } = capacityLoss({ q: 0, machines: [{ count: 5000, units: 1, q: 0.3 }], groups: [] });
  expect(pmf.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(pmf.reduce((sum, p, lost) => sum + p * lost, 0)).toBeCloseTo(1500, 8);
});

test("losing more than the slack, and the loss that is exceeded once in so often, answer each other", () => {
  const loss = capacityLoss({ q: 0, machines: [{ count: 10, units: 8, q: 0.1 }], groups: [] });
  expect(exceedance(loss, 79)).toBeCloseTo(1e-10, 20);
  expect(exceedance(loss, 80)).toBe(0);
  expect(exceedance(loss, -1)).toBeCloseTo(1, 14);
  const typical = lossExceededWith(loss, 0.05);
  expect(typical).toBe(24);
  expect(exceedance(loss, typical)).toBeLessThanOrEqual(0.05);
  expect(exceedance(loss, typical - 8)).toBeGreaterThan(0.05);
  expect(lossExceededWith(loss, 1)).toBe(0);
});

test("control plane and capacity together: summing over the zones gives what one diagram of everything gives", () => {
  const zone = { q: 0.05, machines: [{ count: 3, units: 1, q: 0.1 }], groups: [] };
  const zones = [zone, { ...zone }, { ...zone }];
  const given = capacityGiven({ q: 0, machines: [], groups: zones }, zones);
  const bdd = createBdd(15);
  const q = Float64Array.from({ length: 15 }, (_, index) => (index % 5 === 0 ? 0.05 : 0.1));
  const below = (at: number) => or(bdd, [variable(bdd, at - (at % 5)), variable(bdd, at)]);
  const masters = atLeast(bdd, 2, [1, 6, 11].map(below));
  const workers = atLeast(bdd, 4, [2, 3, 4, 7, 8, 9, 12, 13, 14].map(below));
  let bothUp = 0;
  for (let state = 0; state < 8; state++) {
    const isDead = Uint8Array.from(zones, (_, at) => (state >> at) & 1);
    const fixed = q.map((chanceOf, index) => (index % 5 === 0 ? (isDead[index / 5] ?? 0) : chanceOf));
    const weight = isDead.reduce((product, dead) => product * (dead === 1 ? 0.05 : 0.95), 1);
    bothUp += weight * (1 - probability(bdd, masters, fixed)) * (1 - exceedance(given(isDead), 3));
  }
  expect(1 - bothUp).toBeCloseTo(probability(bdd, or(bdd, [masters, workers]), q), 14);
});
