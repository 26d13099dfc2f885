import type { DomainLevel, Machine } from "#lib/core/plan/machine.ts";
import type { Level } from "#lib/core/survive/analysis.ts";
import type { FaultTree, Ref, Stand } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import { NOWHERE, type Place } from "#lib/core/survive/placement/places.ts";

/** Which machines an element takes down, and what the plan says of their places. */
export interface Placement {
  /** Machines of the plan that fall with a domain or a device. */
  readonly standsUnder: (elementId: string) => readonly Stand[];
  /** Could these two domains of one level be one and the same? */
  readonly mayBeSame: (level: Level, one: string, other: string) => boolean;
  /** Those of the machines, which some service needs, whose domain at a level the plan does not say. */
  readonly unknownAmong: (machineIds: readonly string[], level: Level) => string[];
  /** Machines that any service depends on, by id; of thousands of workers some dozens. */
  readonly needed: ReadonlyMap<string, Machine>;
}

/** The field of a machine that names its domain at a level. */
export const DOMAIN_OF_LEVEL = {
  hypervisor: "hypervisor",
  rack: "rack",
  switch: "switch",
  "power-feed": "powerFeed",
  zone: "zone",
  site: "site",
} as const satisfies Record<Exclude<Level, "machine">, DomainLevel>;
/** Levels that hold a level: what stands in two of them is two. */
const ROOMS: readonly DomainLevel[] = ["site", "zone"];
const OUTER: Partial<Record<Level, readonly DomainLevel[]>> = { hypervisor: [...ROOMS, "rack"] };

export function placementOf(compiled: Compiled): Placement {
  const byElement = standsByElement(compiled.tree);
  const standsUnder = (elementId: string) => byElement.get(elementId) ?? [];
  const outer = new Map<string, readonly Names[]>();
  const outerNames = (level: Level, elementId: string) => {
    const rooms = OUTER[level] ?? ROOMS;
    const names = outer.get(elementId) ?? rooms.map((room) => namesAt(standsUnder(elementId), room));
    outer.set(elementId, names);
    return names;
  };
  const { needed, places } = neededMachines(compiled);
  return {
    needed,
    standsUnder,
    mayBeSame: (level, one, other) => {
      const names = outerNames(level, other);
      return outerNames(level, one).every((own, index) => mayMeet(own, names[index] ?? new Set()));
    },
    unknownAmong: (machineIds, level) =>
      level === "machine"
        ? []
        : machineIds.filter((id) => (places.get(id) ?? NOWHERE)[DOMAIN_OF_LEVEL[level]] === null),
  };
}

/** Variables and stands come in the same order, so that one walk finds them all. */
function neededMachines({ tree, positionOf }: Compiled) {
  const needed = new Map<string, Machine>();
  const places = new Map<string, Place>();
  let next = 0;
  for (const { place, machines, rows } of tree.stands)
    for (const { first, from, count } of rows) {
      while ((positionOf[next] ?? first) < first) next += 1;
      for (let at = positionOf[next]; at !== undefined && at < first + count; at = positionOf[next]) {
        const machine = machines[from + at - first];
        if (machine !== undefined) {
          needed.set(machine.id, machine);
          places.set(machine.id, place);
        }
        next += 1;
      }
    }
  return { needed, places };
}

type Names = ReadonlySet<string | null>;

function namesAt(stands: readonly Stand[], level: DomainLevel): Names {
  return new Set(stands.map(({ place }) => place[level]));
}

/** Null = nobody said, which may be any. */
function mayMeet(one: Names, other: Names): boolean {
  if (one.has(null) || other.has(null)) return true;
  for (const name of one) if (other.has(name)) return true;
  return false;
}

function standsByElement(tree: FaultTree): ReadonlyMap<string, readonly Stand[]> {
  const under = new Map<string, Stand[]>();
  const above = elementsAbove(tree);
  for (const stand of tree.stands) {
    if (stand.machines.length === 0) continue;
    for (const id of above(stand)) {
      const stands = under.get(id);
      if (stands === undefined) under.set(id, [stand]);
      else stands.push(stand);
    }
  }
  return under;
}

/** A figure per stand, summed by the element whose failure takes it away. */
export function sumByElement(tree: FaultTree, figureOf: (stand: Stand) => number): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const above = elementsAbove(tree);
  for (const stand of tree.stands) {
    const figure = figureOf(stand);
    for (const id of above(stand)) sums.set(id, (sums.get(id) ?? 0) + figure);
  }
  return sums;
}

/** Elements that take a whole stand down, each by itself; a zone of a hundred stands is looked up once. */
function elementsAbove(tree: FaultTree): (stand: Stand) => ReadonlySet<string> {
  const known = new Map<Ref, readonly string[]>();
  const idsOf = (ref: Ref) => {
    const before = known.get(ref);
    if (before !== undefined) return before;
    const ids = chainOf(tree, ref).map((at) => tree.elements.at(at)?.id ?? "");
    known.set(ref, ids);
    return ids;
  };
  return ({ above }) => {
    const all = new Set<string>();
    for (const ref of above) for (const id of idsOf(ref)) all.add(id);
    return all;
  };
}

/** Elements that bring a gate down each by itself. */
function chainOf(tree: FaultTree, ref: Ref): readonly number[] {
  const gate = tree.gates.at(ref - tree.elements.length);
  if (gate === undefined) return [ref];
  const isChain = gate.kind === "or" || gate.inputs.length === 1;
  return isChain ? gate.inputs.flatMap((input) => chainOf(tree, input)) : [];
}
