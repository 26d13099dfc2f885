import type { DomainLevel } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Level } from "#lib/core/survive/analysis.ts";
import type { FaultTree, Ref } from "#lib/core/survive/fault-tree.ts";
import type { Compiled } from "#lib/core/survive/model/compile.ts";
import { NOWHERE, type Place, placesOf } from "#lib/core/survive/placement/places.ts";

/** Which machines an element takes down, and what the plan says of their places. */
export interface Placement {
  readonly machinesUnder: (elementId: string) => ReadonlySet<string>;
  /** Could these two domains of one level be one and the same? */
  readonly mayBeSame: (level: Level, one: string, other: string) => boolean;
  /** Those of the machines whose domain at a level the plan does not say. */
  readonly unknownAmong: (machineIds: readonly string[], level: Level) => string[];
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

export function placementOf(plan: Plan, compiled: Compiled): Placement {
  const places = placesOf(plan, plan.machines);
  const under = new Map<string, ReadonlySet<string>>();
  const machinesUnder = (elementId: string) => {
    const machines = under.get(elementId) ?? machinesOn(compiled, elementId);
    under.set(elementId, machines);
    return machines;
  };
  const outer = new Map<string, readonly ReadonlySet<string | null>[]>();
  const outerNames = (level: Level, elementId: string) => {
    const rooms = OUTER[level] ?? ROOMS;
    const names = outer.get(elementId) ?? rooms.map((room) => namesAt(places, machinesUnder(elementId), room));
    outer.set(elementId, names);
    return names;
  };
  return {
    machinesUnder,
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

type Names = ReadonlySet<string | null>;

function namesAt(places: ReadonlyMap<string, Place>, machineIds: ReadonlySet<string>, level: DomainLevel): Names {
  return new Set([...machineIds].map((id) => places.get(id)?.[level] ?? null));
}

/** Null = nobody said, which may be any. */
function mayMeet(one: Names, other: Names): boolean {
  return one.has(null) || other.has(null) || [...one].some((name) => other.has(name));
}

function machinesOn(compiled: Compiled, elementId: string): ReadonlySet<string> {
  if (elementId.startsWith(MACHINE)) return new Set([elementId.slice(MACHINE.length)]);
  const [first, ...others] = placesUnder(compiled).get(elementId) ?? [];
  const ids = new Set(first?.machineIds);
  for (const { machineIds } of others) for (const id of machineIds) ids.add(id);
  return ids;
}

const byElement = new WeakMap<Compiled, ReadonlyMap<string, readonly SharedPlace[]>>();

function placesUnder(compiled: Compiled): ReadonlyMap<string, readonly SharedPlace[]> {
  const found = byElement.get(compiled);
  if (found !== undefined) return found;
  const under = new Map<string, SharedPlace[]>();
  for (const place of sharedPlaces(compiled)) {
    for (const id of place.elementIds) {
      const places = under.get(id);
      if (places === undefined) under.set(id, [place]);
      else places.push(place);
    }
  }
  byElement.set(compiled, under);
  return under;
}

const MACHINE = "machine:";

/** Machines that stand under the same domains: those of one rack share one gate. */
interface SharedPlace {
  readonly machineIds: string[];
  readonly elementIds: readonly string[];
}

const known = new WeakMap<Compiled, readonly SharedPlace[]>();

function sharedPlaces(compiled: Compiled): readonly SharedPlace[] {
  const places = known.get(compiled) ?? readPlaces(compiled.tree);
  known.set(compiled, places);
  return places;
}

function readPlaces(tree: FaultTree): readonly SharedPlace[] {
  const { elements, gates } = tree;
  const places: (SharedPlace | undefined)[] = [];
  for (const { component, inputs } of gates) {
    const machineId = component?.kind === "machine" ? component.machineId : null;
    if (machineId === null) continue;
    for (const input of inputs) {
      const place = places[input];
      if (place !== undefined) place.machineIds.push(machineId);
      else if (elements[input]?.kind !== "machine") {
        const elementIds = chainOf(tree, input).map((at) => elements[at]?.id ?? "");
        places[input] = { machineIds: [machineId], elementIds };
      }
    }
  }
  return places.filter((place) => place !== undefined);
}

/** A figure per machine, summed by the element whose failure takes it away. */
export function sumByElement(compiled: Compiled, figures: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [machineId, figure] of figures) sums.set(`${MACHINE}${machineId}`, figure);
  for (const { machineIds, elementIds } of sharedPlaces(compiled)) {
    const figure = machineIds.reduce((sum, id) => sum + (figures.get(id) ?? 0), 0);
    for (const id of elementIds) sums.set(id, (sums.get(id) ?? 0) + figure);
  }
  return sums;
}

/** Elements that bring a gate down each by itself. */
function chainOf(tree: FaultTree, ref: Ref): readonly number[] {
  const gate = tree.gates[ref - tree.elements.length];
  if (gate === undefined) return [ref];
  const isChain = gate.kind === "or" || gate.inputs.length === 1;
  return isChain ? gate.inputs.flatMap((input) => chainOf(tree, input)) : [];
}
