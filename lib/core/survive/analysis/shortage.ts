import type { Band, CapacityAnalysis } from "../analysis.ts";
import { diagramOf } from "../bdd/diagram.ts";
import { type CapacityGroup, capacityGiven, exceedance } from "../bdd/capacity.ts";
import { probability } from "../bdd/probability.ts";
import { ancestorsOf } from "./capacity-distances.ts";
import { serviceRef, unavailable, unavailableAt } from "./compiled.ts";
import { band } from "./likelihood.ts";
import type { Engine } from "./service.ts";

/** More states of shared domains than this are not gone through: the joint figure is left out then. */
const STATES_MAX = 4096;

type Shortage = Pick<CapacityAnalysis, "shortage" | "joint">;

/** Probability that more than `slack` is lost, and that this or an outage of the API holds. */
export function shortageOf(engine: Engine, units: readonly number[], slack: number): Shortage {
  const figures = band((factor) => {
    const grouping = groupWorkers(engine, units, factor);
    return { alone: shortAlone(grouping, slack), joint: jointOf(engine, grouping, { slack, factor }) };
  });
  const pick = (of: (figure: (typeof figures)[number]) => number | null): Band | null => {
    const [value, ...others] = figures.map(of);
    const known = others.filter((other) => other !== null);
    if (value === undefined || value === null || known.length < others.length) return null;
    return { value, low: Math.min(value, ...known), high: Math.max(value, ...known) };
  };
  return { shortage: pick(({ alone }) => alone), joint: pick(({ joint }) => joint) };
}

interface Grouping {
  readonly root: CapacityGroup;
  /** Group of each domain that workers stand in, by element index; parents before children. */
  readonly groups: ReadonlyMap<number, CapacityGroup>;
  readonly parents: ReadonlyMap<number, number | null>;
}

interface OpenGroup extends CapacityGroup {
  readonly machines: { count: number; units: number; q: number }[];
  readonly groups: OpenGroup[];
}

/** Workers as a tree of domains: a domain with more workers holds those with fewer. */
function groupWorkers({ compiled }: Engine, units: readonly number[], factor: number): Grouping {
  const { tree } = compiled;
  const chance = (at: number) => {
    const element = tree.elements[at];
    return element === undefined ? 0 : unavailable(element, factor);
  };
  const chains = tree.workers.map(({ down }) => ancestorsOf(tree, down));
  const counts = new Map<number, number>();
  for (const at of chains.flat()) counts.set(at, (counts.get(at) ?? 0) + 1);
  const root: OpenGroup = { q: 0, machines: [], groups: [] };
  const groups = new Map<number, OpenGroup>();
  const parents = new Map<number, number | null>();
  for (const [index, chain] of chains.entries()) {
    const domains = chain.filter((at) => tree.elements[at]?.kind !== "machine");
    domains.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b);
    let parent: number | null = null;
    let group = root;
    for (const at of domains) {
      const next: OpenGroup = groups.get(at) ?? { q: chance(at), machines: [], groups: [] };
      if (!groups.has(at)) {
        groups.set(at, next);
        parents.set(at, parent);
        group.groups.push(next);
      }
      group = next;
      parent = at;
    }
    const own = chain.find((at) => tree.elements[at]?.kind === "machine") ?? -1;
    addMachine(group, units[index] ?? 0, chance(own));
  }
  return { root, groups, parents };
}

function addMachine({ machines }: OpenGroup, units: number, q: number): void {
  const same = machines.find((machine) => machine.units === units && machine.q === q);
  if (same === undefined) machines.push({ count: 1, units, q });
  else same.count += 1;
}

function shortAlone({ root }: Grouping, slack: number): number {
  return slack < 0 ? 1 : exceedance(capacityGiven(root, [])(new Uint8Array(0)), slack);
}

interface Question {
  readonly slack: number;
  readonly factor: number;
}

/** 1 - sum over the states of the domains that both share of P(state) x P(API up) x P(enough left). */
function jointOf({ compiled }: Engine, { root, groups, parents }: Grouping, { slack, factor }: Question): number | null {
  const api = serviceRef(compiled, "api-writes");
  if (api === null || slack < 0) return null;
  const support = new Set(diagramOf(compiled.bdd, api).levels);
  const variable = (at: number) => compiled.variableOf[at] ?? -1;
  const shared = [...groups.keys()].filter((at) => support.has(variable(at)));
  const chosen = shared.flatMap((at) => groups.get(at) ?? []);
  const given = capacityGiven(root, chosen);
  const q = unavailableAt(compiled, factor);
  const chances = shared.map((at) => q[variable(at)] ?? 0);
  const states = statesOf(shared, parents, chances);
  if (states === null) return null;
  let bad = 0;
  for (const { dead, chance } of states) {
    for (const [index, at] of shared.entries()) q[variable(at)] = dead[index] === 1 ? 1 : 0;
    const down = probability(compiled.bdd, api, q);
    const short = exceedance(given(dead), slack);
    bad += chance * (down + short - down * short);
  }
  return bad;
}

interface State {
  readonly dead: Uint8Array;
  readonly chance: number;
}

/** Every state of the shared domains; what stands in a dead one is dead with it and needs no state of its own. */
function statesOf(
  shared: readonly number[],
  parents: ReadonlyMap<number, number | null>,
  chances: readonly number[],
): State[] | null {
  let states: State[] = [{ dead: new Uint8Array(shared.length), chance: 1 }];
  for (const [index, at] of shared.entries()) {
    const parent = shared.indexOf(parents.get(at) ?? -1);
    const failed = chances[index] ?? 0;
    states = states.flatMap(({ dead, chance }) => {
      if (parent >= 0 && dead[parent] === 1) return [{ dead: marked(dead, index), chance }];
      return failed === 0
        ? [{ dead, chance }]
        : [
            { dead, chance: chance * (1 - failed) },
            { dead: marked(dead, index), chance: chance * failed },
          ];
    });
    if (states.length > STATES_MAX) return null;
  }
  return states;
}

function marked(dead: Uint8Array, index: number): Uint8Array {
  const next = Uint8Array.from(dead);
  next[index] = 1;
  return next;
}
