import { type CapacityGroup, capacityGiven } from "#lib/core/survive/bdd/capacity.ts";
import type { WorkerGroups } from "./worker-groups.ts";

/** One of the outermost groups, with the shared domains in it. */
interface Branch {
  readonly key: (dead: Uint8Array) => string;
  readonly pmf: (dead: Uint8Array) => Float64Array;
}

/**
 * Probability of losing more than the slack by state of the shared domains. Branches of the tree are independent, so
 * each is computed once per state of its own, and their sums once per combination.
 */
export function shortageGiven(
  grouped: WorkerGroups,
  shared: readonly number[],
  slack: number,
): (dead: Uint8Array) => number {
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
const NEGLIGIBLE = 1e-18;

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
