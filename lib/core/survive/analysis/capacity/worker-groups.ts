import type { Machine } from "#lib/core/plan/machine.ts";
import type { CapacityGroup } from "#lib/core/survive/bdd/capacity.ts";
import type { FaultTree, Ref, Stand } from "#lib/core/survive/fault-tree.ts";

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

/** Above the workers of each stand: the elements that bring them down one by one, and those that do so only together. */
export interface Chains {
  /** Stands with workers. */
  readonly stands: readonly Stand[];
  readonly alone: readonly (readonly number[])[];
  /** Elements that no tree of domains can hold: units of a redundant device, or feeds that cross racks. */
  readonly apart: readonly number[];
}

export function chainsOf(tree: FaultTree): Chains {
  const known = new Map<Ref, Above>();
  const stands = tree.stands.filter(({ crews }) => crews.length > 0);
  const above = stands.map((stand) => stand.above.map((ref) => aboveOf(tree, ref, known)));
  const together = new Set(above.flat().flatMap((each) => each.together));
  const alone = above.map((each) => each.flatMap((one) => one.alone));
  return untangled(tree, { stands, alone, apart: [] }, together);
}

function workersIn({ crews }: Stand): number {
  return crews.reduce((sum, { count }) => sum + count, 0);
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
  const gate = tree.gates.at(ref - tree.elements.length);
  if (gate === undefined) return { alone: [ref], together: [] };
  const inputs = gate.inputs.map((input) => aboveOf(tree, input, known));
  const alone = inputs.flatMap((input) => input.alone);
  const together = inputs.flatMap((input) => input.together);
  const isChain = gate.kind === "or" || gate.inputs.length === 1;
  return isChain ? { alone, together } : { alone: [], together: [...together, ...alone] };
}

/** Takes elements out until what is left is a tree: of two that cross, the one that is no room, rack or host. */
function untangled(tree: FaultTree, { stands, alone }: Chains, together: ReadonlySet<number>): Chains {
  const apart = new Set(together);
  for (;;) {
    const chains = alone.map((chain) => chain.filter((at) => !apart.has(at)));
    const crossing = crossingOf(stands, chains);
    if (crossing === null) return { stands, alone: chains, apart: [...apart].sort((a, b) => a - b) };
    const isRoom = (at: number) => ROOMS.includes(tree.elements.at(at)?.kind ?? "");
    apart.add(crossing.find((at) => !isRoom(at)) ?? crossing[0]);
  }
}

const ROOMS = ["site", "zone", "rack", "hypervisor"];

/** Two elements that share some workers and each have others; null when all are nested. */
function crossingOf(stands: readonly Stand[], chains: Chains["alone"]): readonly [number, number] | null {
  const counts = workersBelow(stands, chains);
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

function workersBelow(stands: readonly Stand[], chains: Chains["alone"]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const [index, stand] of stands.entries())
    for (const at of chains[index] ?? []) counts.set(at, (counts.get(at) ?? 0) + workersIn(stand));
  return counts;
}

function widestFirst(counts: ReadonlyMap<number, number>, a: number, b: number): number {
  return (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b;
}

export interface Sizes {
  /** Units of a worker of each crew, stand by stand; 0 for those that are lost already. */
  readonly units: readonly number[];
  /** Probability of being down by index of element, and of a machine by itself. */
  readonly chance: (at: number) => number;
  readonly machineChance: (machine: Machine) => number;
}

/** The tree: a domain with more workers holds those with fewer. */
export function groupWorkers({ stands, alone }: Chains, { units, chance, machineChance }: Sizes): WorkerGroups {
  const counts = workersBelow(stands, alone);
  const root: OpenGroup = { q: 0, machines: [], groups: [] };
  const groups = new Map<number, OpenGroup>();
  const parents = new Map<number, number | null>();
  let crewsBefore = 0;
  for (const [index, { crews }] of stands.entries()) {
    const domains = (alone[index] ?? []).toSorted((a, b) => widestFirst(counts, a, b));
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
    for (const [place, { sample, count }] of crews.entries())
      addMachines(group, { count, units: units[crewsBefore + place] ?? 0, q: machineChance(sample) });
    crewsBefore += crews.length;
  }
  return { root, groups, parents };
}

function addMachines({ machines }: OpenGroup, more: { count: number; units: number; q: number }): void {
  const same = machines.find((machine) => machine.units === more.units && machine.q === more.q);
  if (same === undefined) machines.push(more);
  else same.count += more.count;
}
