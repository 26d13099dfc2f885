import fc from "fast-check";
import { expect, test } from "vitest";
import { and, atLeast, or } from "./combine.ts";
import { minimalCutSets, setsWith } from "./cut-sets/cut-sets.ts";
import { countByOrder, listCutSets } from "./cut-sets/list-cut-sets.ts";
import { countByPattern } from "./cut-sets/patterns.ts";
import { ALIVE, DEAD, evaluate, FREE, restrict } from "./diagram.ts";
import { criticalVariables, distance, revival } from "./distance.ts";
import { type Bdd, createBdd, variable } from "./manager.ts";
import { gradients, probability } from "./probability.ts";

type Formula =
  | { readonly kind: "variable"; readonly index: number }
  | { readonly kind: "or" | "and"; readonly of: readonly Formula[] }
  | { readonly kind: "atLeast"; readonly k: number; readonly of: readonly Formula[] };

const VARIABLES = 9;
const RUNS = { numRuns: 250 };

const formula: fc.Arbitrary<Formula> = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant("variable" as const), index: fc.nat(VARIABLES - 1) }),
    fc.record({
      kind: fc.constantFrom("or" as const, "and" as const),
      of: fc.array(tie("formula"), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      kind: fc.constant("atLeast" as const),
      k: fc.integer({ min: 1, max: 4 }),
      of: fc.array(tie("formula"), { minLength: 1, maxLength: 6 }),
    }),
  ),
})).formula;

const chances = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: VARIABLES, maxLength: VARIABLES });
const deadSet = fc.nat(2 ** VARIABLES - 1);

function build(bdd: Bdd, rule: Formula, at: readonly number[] = identity(VARIABLES)): number {
  if (rule.kind === "variable") return variable(bdd, at[rule.index] ?? 0);
  const parts = rule.of.map((part) => build(bdd, part, at));
  if (rule.kind === "atLeast") return atLeast(bdd, rule.k, parts);
  return rule.kind === "or" ? or(bdd, parts) : and(bdd, parts);
}

function holds(rule: Formula, failed: number): boolean {
  if (rule.kind === "variable") return ((failed >> rule.index) & 1) === 1;
  const count = rule.of.filter((part) => holds(part, failed)).length;
  if (rule.kind === "atLeast") return count >= rule.k;
  return rule.kind === "or" ? count > 0 : count === rule.of.length;
}

const identity = (length: number): number[] => Array.from({ length }, (_, index) => index);
const states = identity(2 ** VARIABLES);
const members = (state: number): number[] => identity(VARIABLES).filter((index) => ((state >> index) & 1) === 1);
const cells = (state: number): Uint8Array => Uint8Array.from(identity(VARIABLES), (index) => (state >> index) & 1);
const size = (state: number): number => members(state).length;
const weight = (state: number, q: readonly number[]): number =>
  identity(VARIABLES).reduce((product, i) => product * (((state >> i) & 1) === 1 ? (q[i] ?? 0) : 1 - (q[i] ?? 0)), 1);
const bruteU = (rule: Formula, q: readonly number[]): number =>
  states.filter((state) => holds(rule, state)).reduce((sum, state) => sum + weight(state, q), 0);

test("every state of nine elements is judged as the formula judges it", () => {
  fc.assert(
    fc.property(formula, (rule) => {
      const bdd = createBdd(VARIABLES);
      const root = build(bdd, rule);
      for (const state of states) expect(evaluate(bdd, root, cells(state))).toBe(holds(rule, state));
    }),
    RUNS,
  );
});

test("unavailability and every derivative equal the sum over all states", () => {
  fc.assert(
    fc.property(formula, chances, (rule, q) => {
      const bdd = createBdd(VARIABLES);
      const root = build(bdd, rule);
      const { unavailability, birnbaum } = gradients(bdd, root, Float64Array.from(q));
      expect(unavailability).toBeCloseTo(bruteU(rule, q), 12);
      expect(probability(bdd, root, Float64Array.from(q))).toBe(unavailability);
      for (const index of identity(VARIABLES)) {
        const change = bruteU(rule, q.with(index, 1)) - bruteU(rule, q.with(index, 0));
        expect(birnbaum[index]).toBeCloseTo(change, 12);
      }
    }),
    { numRuns: 80 },
  );
});

test("the order of the variables changes neither the answer nor the sets", () => {
  const shuffled = fc.shuffledSubarray(identity(VARIABLES), { minLength: VARIABLES });
  fc.assert(
    fc.property(formula, chances, shuffled, (rule, q, at) => {
      const plain = createBdd(VARIABLES);
      const moved = createBdd(VARIABLES);
      const movedQ = new Float64Array(VARIABLES);
      for (const [index, place] of at.entries()) movedQ[place] = q[index] ?? 0;
      const expected = probability(plain, build(plain, rule), Float64Array.from(q));
      expect(probability(moved, build(moved, rule, at), movedQ)).toBeCloseTo(expected, 12);
    }),
    RUNS,
  );
});

test("a fixed element gives the same answer as a failure chance of one or zero, and both halves make the whole", () => {
  fc.assert(
    fc.property(formula, chances, fc.nat(VARIABLES - 1), (rule, q, index) => {
      const bdd = createBdd(VARIABLES);
      const root = build(bdd, rule);
      const fix = (state: number) => new Uint8Array(VARIABLES).fill(FREE).fill(state, index, index + 1);
      const chance = Float64Array.from(q);
      const ifDead = probability(bdd, restrict(bdd, root, fix(DEAD)), chance);
      const ifAlive = probability(bdd, restrict(bdd, root, fix(ALIVE)), chance);
      expect(ifDead).toBeCloseTo(probability(bdd, root, chance.with(index, 1)), 12);
      expect(ifAlive).toBeCloseTo(probability(bdd, root, chance.with(index, 0)), 12);
      const failed = q[index] ?? 0;
      expect(failed * ifDead + (1 - failed) * ifAlive).toBeCloseTo(probability(bdd, root, chance), 12);
    }),
    RUNS,
  );
});

test("the distance is the smallest set that brings the service down, and the lowest numbers among equals", () => {
  const cost = new Float64Array(VARIABLES).fill(1);
  fc.assert(
    fc.property(formula, deadSet, (rule, dead) => {
      const bdd = createBdd(VARIABLES);
      const reach = distance(bdd, build(bdd, rule), { cost, dead: cells(dead) });
      const fatal = states.filter((more) => (more & dead) === 0 && holds(rule, more | dead));
      expect(reach).toEqual(smallest(fatal));
    }),
    RUNS,
  );
});

test("an element that may not fail is never part of the cheapest attack", () => {
  fc.assert(
    fc.property(
      formula,
      fc.array(fc.constantFrom(1, 2, 5, Number.POSITIVE_INFINITY), { minLength: VARIABLES, maxLength: VARIABLES }),
      (rule, prices) => {
        const bdd = createBdd(VARIABLES);
        const { total, witness } = distance(bdd, build(bdd, rule), { cost: Float64Array.from(prices) });
        const price = (state: number): number => members(state).reduce((sum, index) => sum + (prices[index] ?? 0), 0);
        const cheapest = Math.min(Number.POSITIVE_INFINITY, ...states.filter((state) => holds(rule, state)).map(price));
        expect(total).toBe(cheapest);
        const named = witness.reduce((state, index) => state | (1 << index), 0);
        if (total < Number.POSITIVE_INFINITY) expect([price(named), holds(rule, named)]).toEqual([total, true]);
      },
    ),
    RUNS,
  );
});

test("the revival is the smallest set of dead elements whose return brings the service back", () => {
  fc.assert(
    fc.property(formula, deadSet, (rule, dead) => {
      const bdd = createBdd(VARIABLES);
      const saving = states.filter((back) => (back & ~dead) === 0 && !holds(rule, dead & ~back));
      expect(revival(bdd, build(bdd, rule), cells(dead))).toEqual(smallest(saving));
    }),
    RUNS,
  );
});

test("critical elements are exactly those whose failure alone, on top of the dead ones, is an outage", () => {
  fc.assert(
    fc.property(formula, deadSet, (rule, dead) => {
      const bdd = createBdd(VARIABLES);
      const isOne = (index: number) => !holds(rule, dead) && holds(rule, dead | (1 << index));
      expect(criticalVariables(bdd, build(bdd, rule), cells(dead))).toEqual(identity(VARIABLES).filter(isOne));
    }),
    RUNS,
  );
});

test("one more failure never makes an outage less likely", () => {
  fc.assert(
    fc.property(formula, chances, fc.nat(VARIABLES - 1), (rule, q, index) => {
      const bdd = createBdd(VARIABLES);
      const root = build(bdd, rule);
      const chance = Float64Array.from(q);
      expect(probability(bdd, root, chance.with(index, 1))).toBeGreaterThanOrEqual(
        probability(bdd, root, chance.with(index, 0)) - 1e-15,
      );
    }),
    RUNS,
  );
});

const bruteCutSets = (rule: Formula): number[][] => {
  const fatal = states.filter((state) => holds(rule, state));
  const isMinimal = (state: number) => members(state).every((index) => !holds(rule, state & ~(1 << index)));
  return fatal.filter(isMinimal).map(members).sort(bySizeThenNumber);
};

test("the minimal cut sets up to an order are listed, counted and cut off exactly as found among all states", () => {
  fc.assert(
    fc.property(
      formula,
      fc.constantFrom(0, 1, 2, 3, 4, Number.POSITIVE_INFINITY),
      fc.nat(12),
      (rule, maxOrder, limit) => {
        const bdd = createBdd(VARIABLES);
        const found = minimalCutSets(bdd, build(bdd, rule), maxOrder);
        const expected = bruteCutSets(rule).filter((set) => set.length <= maxOrder);
        expect(listCutSets(found, 1000)).toEqual({ sets: expected, total: expected.length });
        expect(listCutSets(found, limit)).toEqual({ sets: expected.slice(0, limit), total: expected.length });
        const counts = identity(1 + Math.max(0, ...expected.map((set) => set.length)));
        expect(countByOrder(found)).toEqual(
          counts.map((order) => expected.filter((set) => set.length === order).length),
        );
      },
    ),
    RUNS,
  );
});

test("the sets that one element is part of are exactly the listed ones that name it", () => {
  fc.assert(
    fc.property(formula, fc.nat(VARIABLES - 1), (rule, element) => {
      const bdd = createBdd(VARIABLES);
      const found = setsWith(minimalCutSets(bdd, build(bdd, rule), Number.POSITIVE_INFINITY), element);
      expect(listCutSets(found, 1000).sets).toEqual(bruteCutSets(rule).filter((set) => set.includes(element)));
    }),
    RUNS,
  );
});

test("patterns are the listed sets grouped by the classes of their members, each with its first set as example", () => {
  const classes = fc.array(fc.constantFrom(-3, 0, 7), { minLength: VARIABLES, maxLength: VARIABLES });
  fc.assert(
    fc.property(formula, classes, (rule, classOf) => {
      const bdd = createBdd(VARIABLES);
      const grouped = countByPattern(
        minimalCutSets(bdd, build(bdd, rule), Number.POSITIVE_INFINITY),
        Int32Array.from(classOf),
      );
      const groups = Map.groupBy(bruteCutSets(rule), (set) => tally(set.map((index) => classOf[index] ?? 0)));
      const found = grouped.kind === "patterns" ? grouped.patterns : [];
      expect(found.length).toBe(groups.size);
      for (const { classes: of, order, count, example } of found) {
        const group = groups.get(JSON.stringify(of)) ?? [];
        expect({ order, count, example }).toEqual({ order: group[0]?.length, count: group.length, example: group[0] });
      }
      expect(found.map(({ order }) => order)).toEqual(found.map(({ order }) => order).sort((a, b) => a - b));
    }),
    RUNS,
  );
});

function tally(classes: readonly number[]): string {
  const ordered = [...new Set(classes)].sort((a, b) => a - b);
  return JSON.stringify(ordered.map((one) => [one, classes.filter((each) => each === one).length]));
}

function bySizeThenNumber(a: readonly number[], b: readonly number[]): number {
  return a.length - b.length || byNumber(a, b);
}

function smallest(found: readonly number[]): { total: number; witness: number[] } {
  const least = Math.min(Number.POSITIVE_INFINITY, ...found.map(size));
  const sets = found.filter((state) => size(state) === least).map(members);
  return { total: least, witness: sets.sort(byNumber)[0] ?? [] };
}

function byNumber(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((index, place) => index !== b[place]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
