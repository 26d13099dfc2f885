import type { CapacityGroup } from "#lib/core/survive/bdd/capacity.ts";
import type { FaultTree, Ref } from "#lib/core/survive/fault-tree.ts";

/** Workers as a tree of failure domains. */
export interface WorkerGroups {
  readonly root: CapacityGroup;
  /** Group of each domain that workers stand in, by index of element; parents before children. */
  readonly groups: ReadonlyMap<number, CapacityGroup>;
  readonly parents: ReadonlyMap<number, number | null>;
}

interface OpenGroup extends CapacityGroup {
  readonly machines: { count: number; units: number; q: number }[];
  readonly groups: OpenGroup[];
}

/** Above each worker: the elements that bring it down one by one, and those that do so only together. */
export interface Chains {
  readonly alone: readonly (readonly number[])[];
  /** Elements that no tree of domains can hold: units of a redundant device, or feeds that cross racks. */
  readonly apart: readonly number[];
}

export function chainsOf(tree: FaultTree): Chains {
  const known = new Map<Ref, Above>();
  const above = tree.workers.map(({ down }) => aboveOf(tree, down, known));
  const together = new Set(above.flatMap((each) => each.together));
  return untangled(
    tree,
    above.map(({ alone }) => alone),
    together,
  );
}

interface Above {
  readonly alone: readonly number[];
  readonly together: readonly number[];
}

function aboveOf(tree: FaultTree, ref: Ref, known: Map<Ref, Above>): Above {
  const seen = known.get(ref);
  if (seen !== undefined) return seen;
  const found = readAbove(tree, ref, known);
  known.set(ref, found);
  return found;
}

function readAbove(tree: FaultTree, ref: Ref, known: Map<Ref, Above>): Above {
  const gate = tree.gates[ref - tree.elements.length];
  if (gate === undefined) return { alone: [ref], together: [] };
  const inputs = gate.inputs.map((input) => aboveOf(tree, input, known));
  const alone = inputs.flatMap((input) => input.alone);
  const together = inputs.flatMap((input) => input.together);
  const isChain = gate.kind === "or" || gate.inputs.length === 1;
  return isChain ? { alone, together } : { alone: [], together: [...together, ...alone] };
}

/** Takes elements out until what is left is a tree: of two that cross, the one that is no room, rack or host. */
function untangled(tree: FaultTree, alone: readonly (readonly number[])[], together: ReadonlySet<number>): Chains {
  const apart = new Set(together);
  for (;;) {
    const chains = alone.map((chain) => chain.filter((at) => !apart.has(at)));
    const crossing = crossingOf(chains);
    if (crossing === null) return { alone: chains, apart: [...apart].sort((a, b) => a - b) };
    const isRoom = (at: number) => ROOMS.includes(tree.elements[at]?.kind ?? "");
    apart.add(crossing.find((at) => !isRoom(at)) ?? crossing[0]);
  }
}

const ROOMS = ["site", "zone", "rack", "hypervisor"];

/** Two elements that share some workers and each have others; null when all are nested. */
function crossingOf(chains: readonly (readonly number[])[]): readonly [number, number] | null {
  const counts = new Map<number, number>();
  for (const chain of chains) for (const at of chain) counts.set(at, (counts.get(at) ?? 0) + 1);
  const parents = new Map<number, number>();
  for (const chain of chains) {
    const path = chain.toSorted((a, b) => widestFirst(counts, a, b));
    for (const [index, at] of path.entries()) {
      const parent = path[index - 1] ?? -1;
      const known = parents.get(at) ?? parent;
      if (known !== parent) return [at, Math.max(known, parent)];
      parents.set(at, parent);
    }
  }
  return null;
}

function widestFirst(counts: ReadonlyMap<number, number>, a: number, b: number): number {
  return (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b;
}

export interface Sizes {
  /** Units of each worker; 0 for those that are lost already. */
  readonly units: readonly number[];
  /** Probability of being down by index of element. */
  readonly chance: (at: number) => number;
}

/** The tree: a domain with more workers holds those with fewer. */
export function groupWorkers(tree: FaultTree, chains: Chains["alone"], { units, chance }: Sizes): WorkerGroups {
  const counts = new Map<number, number>();
  for (const chain of chains) for (const at of chain) counts.set(at, (counts.get(at) ?? 0) + 1);
  const root: OpenGroup = { q: 0, machines: [], groups: [] };
  const groups = new Map<number, OpenGroup>();
  const parents = new Map<number, number | null>();
  for (const [index, chain] of chains.entries()) {
    const isMachine = (at: number) => tree.elements[at]?.kind === "machine";
    const domains = chain.filter((at) => !isMachine(at)).sort((a, b) => widestFirst(counts, a, b));
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
    const own = chain.find(isMachine);
    addMachine(group, units[index] ?? 0, own === undefined ? 0 : chance(own));
  }
  return { root, groups, parents };
}

function addMachine({ machines }: OpenGroup, units: number, q: number): void {
  const same = machines.find((machine) => machine.units === units && machine.q === q);
  if (same === undefined) machines.push({ count: 1, units, q });
  else same.count += 1;
}
