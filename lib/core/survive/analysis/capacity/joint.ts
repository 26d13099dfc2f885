import { serviceRef, unavailableAt } from "#lib/core/survive/analysis/compiled.ts";
import type { Engine } from "#lib/core/survive/analysis/service.ts";
import { diagramOf } from "#lib/core/survive/bdd/diagram.ts";
import { probability } from "#lib/core/survive/bdd/probability.ts";
import { shortageGiven } from "./shortage-given.ts";
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
