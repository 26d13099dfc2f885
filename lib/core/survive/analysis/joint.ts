import { type CapacityGroup, capacityGiven } from "#lib/core/survive/bdd/capacity.ts";
import { diagramOf } from "#lib/core/survive/bdd/diagram.ts";
import { probability } from "#lib/core/survive/bdd/probability.ts";
import { serviceRef, unavailableAt } from "./compiled.ts";
import type { Engine } from "./service.ts";
import type { WorkerGroups } from "./worker-groups.ts";

/** More states of shared domains than this are not gone through; the joint figure is left out then. */
const STATES_MAX = 4096;

export interface JointQuestion {
  readonly slack: number;
  readonly factor: number;
  /** Elements whose state is given. */
  readonly fixed: { readonly all: readonly number[]; readonly dead: readonly number[] };
}

/**
 * Probability that the API is down, or it is up and more than the slack is lost: a sum over the states of the domains
 * that masters and workers share, in each of which the two are independent. Null without an API or with too many states.
 */
export function jointOf(
  { compiled }: Engine,
  grouped: WorkerGroups,
  { slack, factor, fixed }: JointQuestion,
): number | null {
  const api = serviceRef(compiled, "api-writes");
  if (api === null) return null;
  if (slack < 0) return 1;
  const q = unavailableAt(compiled, factor).slice();
  const variable = (at: number) => compiled.variableOf[at] ?? -1;
  for (const at of fixed.all) if (variable(at) >= 0) q[variable(at)] = fixed.dead.includes(at) ? 1 : 0;
  const support = new Set(diagramOf(compiled.bdd, api).levels);
  const shared = [...grouped.groups.keys()].filter((at) => support.has(variable(at)));
  const states = statesOf(
    shared,
    grouped,
    shared.map((at) => q[variable(at)] ?? 0),
  );
  if (states === null) return null;
  const shortage = shortageGiven(grouped, shared, slack);
  const isPossible = possibility(grouped, shared, shortage);
  let bad = probability(compiled.bdd, api, q);
  for (const { dead, chance } of states) {
    if (!isPossible(dead)) continue;
    const short = shortage(dead);
    if (short === 0) continue;
    for (const [index, at] of shared.entries()) q[variable(at)] = dead[index] ?? 0;
    bad += chance * short * (1 - probability(compiled.bdd, api, q));
  }
  return bad;
}

interface State {
  readonly dead: Uint8Array;
  readonly chance: number;
}

/** Every state of the shared domains; what stands in a dead one is dead with it and needs no state of its own. */
function statesOf(shared: readonly number[], { parents }: WorkerGroups, chances: readonly number[]): State[] | null {
  let states: State[] = [{ dead: new Uint8Array(shared.length), chance: 1 }];
  for (const [index, at] of shared.entries()) {
    const parent = shared.indexOf(parents.get(at) ?? -1);
    const failed = chances[index] ?? 0;
    states = states.flatMap(({ dead, chance }) => {
      if (parent >= 0 && dead[parent] === 1) return [{ dead: marked(dead, index), chance }];
      if (failed === 0) return [{ dead, chance }];
      return [
        { dead, chance: chance * (1 - failed) },
        { dead: marked(dead, index), chance: chance * failed },
      ];
    });
    if (states.length > STATES_MAX) return null;
  }
  return states;
}

/** A shortage rarer than this in the worst state of a kind is none in any of them. */
const IMPOSSIBLE = 1e-18;

/** Whether a shortage is thinkable: judged by the outermost dead domains, with everything inside the others dead too. */
function possibility(
  { parents }: WorkerGroups,
  shared: readonly number[],
  shortage: (dead: Uint8Array) => number,
): (dead: Uint8Array) => boolean {
  const isTop = shared.map((at) => parents.get(at) === null);
  const known = new Map<string, boolean>();
  return (dead) => {
    const worst = dead.map((state, index) => (isTop[index] === true ? state : 1));
    const key = worst.join("");
    const answer = known.get(key) ?? shortage(worst) >= IMPOSSIBLE;
    known.set(key, answer);
    return answer;
  };
}

function marked(dead: Uint8Array, index: number): Uint8Array {
  const next = Uint8Array.from(dead);
  next[index] = 1;
  return next;
}

/** One of the outermost groups, with the shared domains in it. */
interface Branch {
  readonly key: (dead: Uint8Array) => string;
  readonly pmf: (dead: Uint8Array) => Float64Array;
}

/**
 * Probability of losing more than the slack by state of the shared domains. Branches of the tree are independent, so
 * each is computed once per state of its own, and their sums once per combination.
 */
function shortageGiven(grouped: WorkerGroups, shared: readonly number[], slack: number): (dead: Uint8Array) => number {
  const branches = branchesOf(grouped, shared);
  const sums = new Map<string, Float64Array>();
  const answers = new Map<string, number>();
  const last = branches.at(-1);
  const sumOf = (dead: Uint8Array, count: number): Float64Array => {
    const branch = branches[count - 1];
    if (branch === undefined) return Float64Array.of(1);
    const key = branches
      .slice(0, count)
      .map((each) => each.key(dead))
      .join("/");
    const known = sums.get(key) ?? convolved(sumOf(dead, count - 1), branch.pmf(dead));
    sums.set(key, known);
    return known;
  };
  return (dead) => {
    const key = branches.map((branch) => branch.key(dead)).join("/");
    const known = answers.get(key);
    if (known !== undefined || last === undefined) return known ?? 0;
    const answer = tailOfSum(sumOf(dead, branches.length - 1), last.pmf(dead), slack);
    answers.set(key, answer);
    return answer;
  };
}

function branchesOf({ root, groups, parents }: WorkerGroups, shared: readonly number[]): Branch[] {
  const topOf = (at: number): number => {
    const parent = parents.get(at) ?? null;
    return parent === null ? at : topOf(parent);
  };
  const members = Map.groupBy(shared.keys(), (index) => topOf(shared[index] ?? 0));
  const open = [...members].flatMap(([top, indices]) => {
    const group = groups.get(top);
    return group === undefined
      ? []
      : [
          branchOf(
            group,
            indices,
            indices.flatMap((index) => groups.get(shared[index] ?? -1) ?? []),
          ),
        ];
  });
  const tops = new Set([...members.keys()].map((top) => groups.get(top)));
  const rest = { ...root, groups: root.groups.filter((group) => !tops.has(group)) };
  return [branchOf({ q: 0, machines: [], groups: [rest] }, [], []), ...open];
}

function branchOf(group: CapacityGroup, indices: readonly number[], chosen: readonly CapacityGroup[]): Branch {
  const given = capacityGiven({ q: 0, machines: [], groups: [group] }, chosen);
  const texts = chosen.map((each) => JSON.stringify(each));
  const shapes = texts.map((text) => texts.indexOf(text));
  // Racks alike in all and directly in the branch may be exchanged: only how many are dead matters.
  const isFlat = chosen.every((each) => each === group || (group.groups.includes(each) && each.groups.length === 0));
  const key = (dead: Uint8Array) => {
    const flags = indices.map((index, place) => (dead[index] ?? 0) + 2 * ((isFlat ? shapes[place] : place) ?? 0));
    if (chosen[0] === group && dead[indices[0] ?? 0] === 1) return "all";
    return (isFlat ? flags.sort((a, b) => a - b) : flags).join();
  };
  const pmfs = new Map<string, Float64Array>();
  const pmf = (dead: Uint8Array) => {
    const name = key(dead);
    const known = pmfs.get(name) ?? trimmed(given(Uint8Array.from(indices, (index) => dead[index] ?? 0)).pmf);
    pmfs.set(name, known);
    return known;
  };
  return { key, pmf };
}

/** Probabilities below this change no digit that anybody reads, and make the convolution long. */
const NEGLIGIBLE = 1e-20;

function trimmed(pmf: Float64Array): Float64Array {
  let length = pmf.length;
  while (length > 1 && (pmf[length - 1] ?? 0) < NEGLIGIBLE) length -= 1;
  return pmf.subarray(0, length);
}

function convolved(one: Float64Array, other: Float64Array): Float64Array {
  // The one with fewer steps outside: a dead zone is a single one behind thousands of zeros.
  const [a, b] = stepsOf(one) <= stepsOf(other) ? [one, other] : [other, one];
  const pmf = new Float64Array(a.length + b.length - 1);
  for (let at = 0; at < a.length; at++) {
    const weight = a[at] ?? 0;
    if (weight < NEGLIGIBLE) continue;
    for (let to = 0; to < b.length; to++) pmf[at + to] = (pmf[at + to] ?? 0) + weight * (b[to] ?? 0);
  }
  return trimmed(pmf);
}

function stepsOf(pmf: Float64Array): number {
  let steps = 0;
  for (let at = 0; at < pmf.length; at++) if ((pmf[at] ?? 0) >= NEGLIGIBLE) steps += 1;
  return steps;
}

/** P(a + b > slack) without the distribution of the sum. */
function tailOfSum(a: Float64Array, b: Float64Array, slack: number): number {
  const tail = new Float64Array(b.length + 1);
  for (let at = b.length - 1; at >= 0; at--) tail[at] = (tail[at + 1] ?? 0) + (b[at] ?? 0);
  let total = 0;
  for (let lost = a.length - 1; lost >= 0; lost--) {
    const needed = Math.max(0, slack - lost + 1);
    total += (a[lost] ?? 0) * (needed < tail.length ? (tail[needed] ?? 0) : 0);
  }
  return total;
}
