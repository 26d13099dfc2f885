import fc from "fast-check";
import { expect, test } from "vitest";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { cutSetsOfOthers, minimalCutSets } from "#lib/core/survive/bdd/cut-sets/cut-sets.ts";
import { countByOrder, listCutSets } from "#lib/core/survive/bdd/cut-sets/list-cut-sets.ts";
import { ALIVE, DEAD, FREE, restrict } from "#lib/core/survive/bdd/diagram.ts";
import { distance } from "#lib/core/survive/bdd/distance.ts";
import { probability } from "#lib/core/survive/bdd/probability.ts";
import type { Element, ElementKind, FaultTree, Gate, Ref, ServiceId } from "#lib/core/survive/fault-tree.ts";
import { Listing } from "#lib/core/survive/placement/listing.ts";
import { dice, randomPlan } from "#lib/testing/plans/random-plan.ts";
import { compile, countedRef, unavailabilities } from "./compile.ts";
import { modelOf } from "./model-of.ts";

const seeds = fc.nat(100_000);
const API: readonly ServiceId[] = ["api-writes", "api-reads", "people-api", "scheduling"];
const LEVELS: readonly (ElementKind | "any")[] = ["any", "machine", "hypervisor", "rack", "power-feed", "zone"];

/** Distances of a service at every level; null where the plan does not have it. */
function distances(plan: Plan, id: ServiceId): readonly number[] | null {
  const { tree } = modelOf(plan);
  const service = tree.services.find((each) => each.id === id);
  if (service?.kind !== "modelled") return null;
  const { bdd, variables, refOf } = compile(tree);
  const costs = (level: ElementKind | "any") =>
    Float64Array.from(variables, ({ kind }) => (level === "any" || kind === level ? 1 : Number.POSITIVE_INFINITY));
  return LEVELS.map((level) => distance(bdd, refOf(service.down), { cost: costs(level) }).total);
}

// Every place is said: taking away the only machine that names a switch also takes away the doubt about the others.
function placed(plan: Plan): Plan {
  const machines = plan.machines.map((machine): Machine => {
    const { switch: _switch, ...kept } = machine;
    const { id, zone = "z1", rack = "r1", hypervisor = `h-${id}`, powerFeed = "A" } = machine;
    return { ...kept, zone, rack, hypervisor: `${zone}-${rack}-${hypervisor}`, powerFeed };
  });
  return { ...plan, machines };
}

test("taking away a machine that is no etcd member brings the end of the API no further away", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const plan = placed(randomPlan(seed));
      const others = plan.machines.filter(({ roles }) => !roles.includes("etcd"));
      const gone = dice(seed + 1).pick(others);
      const less = { ...plan, machines: plan.machines.filter((machine) => machine !== gone) };
      for (const id of API) {
        const [before, after] = [distances(plan, id), distances(less, id)];
        if (before === null || after === null) continue;
        const grown = after.filter((total, index) => total > (before[index] ?? 0));
        expect(grown, `${id} without ${gone.id}`).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});

test("nothing of a model has the id of another thing, and inputs come before what they are inputs of", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { elements, gates } = modelOf(randomPlan(seed)).tree;
      const ids = [...elements.all(), ...gates.all()].map(({ id }) => id);
      expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
      for (const [index, { id, inputs }] of gates.all().entries())
        expect(Math.max(...inputs), id).toBeLessThan(elements.length + index);
    }),
    { numRuns: 200 },
  );
});

// A few swaps of neighbours: any order at all can need millions of nodes.
const SWAPS = 12;
const REACH = 6;

/** The same tree with its elements in another order. */
function reordered(tree: FaultTree, order: readonly number[]): FaultTree {
  const place = new Map(order.map((from, to) => [from, to]));
  const moved = (ref: Ref): Ref => place.get(ref) ?? ref;
  const elements = new Listing<Element>();
  const gates = new Listing<Gate>();
  for (const element of order.flatMap((from) => tree.elements.at(from) ?? [])) elements.add(element);
  for (const gate of tree.gates.all()) gates.add({ ...gate, inputs: gate.inputs.map(moved) });
  return { ...tree, elements, gates };
}

function facts(tree: FaultTree) {
  const compiled = compile(tree);
  return tree.services.map((service) => {
    if (service.kind === "not-planned") return { id: service.id, unavailability: 0, counts: [] };
    const root = compiled.refOf(service.down);
    const unavailability = probability(compiled.bdd, root, unavailabilities(compiled));
    return { id: service.id, unavailability, counts: countByOrder(minimalCutSets(compiled.bdd, root, 3)) };
  });
}

test("the order of the elements changes no figure", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { tree } = modelOf(randomPlan(seed));
      const roll = dice(seed + 1);
      const order = tree.elements.all().map((_, index) => index);
      for (let swap = 0; swap < SWAPS; swap++) {
        const at = roll.from(0, order.length - 1);
        const other = Math.min(order.length - 1, at + roll.from(1, REACH));
        [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
      }
      const [before, after] = [facts(tree), facts(reordered(tree, order))];
      for (const [index, fact] of before.entries()) {
        const other = after[index];
        expect(other?.counts, fact.id).toEqual(fact.counts);
        expect(other?.unavailability ?? 0, fact.id).toBeCloseTo(fact.unavailability, 15);
      }
    }),
    { numRuns: 40 },
  );
});

test("the order of the machines in the plan changes no figure of the API", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const plan = randomPlan(seed);
      // Without a load balancer the address is that of the first machine, which is then another one.
      fc.pre(plan.endpoints.every(({ lb }) => lb.kind !== "none"));
      const [before, after] = [plan, { ...plan, machines: plan.machines.toReversed() }].map((each) =>
        facts(modelOf(each).tree).filter(({ id }) => API.includes(id)),
      );
      for (const [index, fact] of (before ?? []).entries()) {
        expect(after?.[index]?.counts, fact.id).toEqual(fact.counts);
        expect(after?.[index]?.unavailability ?? 0, fact.id).toBeCloseTo(fact.unavailability, 15);
      }
    }),
    { numRuns: 60 },
  );
});

test("summed over every state of the zones, the conditional figures give the joint one", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const { tree } = modelOf(randomPlan(seed));
      const compiled = compile(tree);
      const { bdd, variables, refOf } = compiled;
      const q = unavailabilities(compiled);
      const zones = variables.flatMap(({ kind }, index) => (kind === "zone" ? [index] : []));
      for (const service of tree.services) {
        if (service.kind === "not-planned") continue;
        const root = refOf(service.down);
        let sum = 0;
        for (let state = 0; state < 2 ** zones.length; state++) {
          const fixed = new Uint8Array(variables.length).fill(FREE);
          let chance = 1;
          for (const [bit, zone] of zones.entries()) {
            const isDead = ((state >> bit) & 1) === 1;
            fixed[zone] = isDead ? DEAD : ALIVE;
            chance *= isDead ? (q[zone] ?? 0) : 1 - (q[zone] ?? 0);
          }
          sum += chance * probability(bdd, restrict(bdd, root, fixed), q);
        }
        const joint = probability(bdd, root, q);
        expect(Math.abs(sum / joint - 1), service.id).toBeLessThan(1e-12);
      }
    }),
    { numRuns: 60 },
  );
});

test("elements that do not count are in no cut set, left out before or on the way", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const compiled = compile(modelOf(randomPlan(seed)).tree);
      const { bdd, tree, refOf } = compiled;
      for (const service of tree.services) {
        if (service.kind !== "modelled") continue;
        const root = refOf(service.down);
        const before = minimalCutSets(bdd, countedRef(compiled, root), 3);
        const onTheWay = cutSetsOfOthers(bdd, root, { isSafe: compiled.uncounted(), maxOrder: 3 });
        expect(listCutSets(onTheWay, 500)).toEqual(listCutSets(before, 500));
      }
    }),
    { numRuns: 100 },
  );
});
