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
  readonly mayBeSame: (one: string, other: string) => boolean;
  /** Those of the machines whose domain at a level the plan does not say. */
  readonly unknownAmong: (machineIds: readonly string[], level: Level) => string[];
}

const FIELDS: Readonly<Record<Exclude<Level, "machine">, DomainLevel>> = {
  hypervisor: "hypervisor",
  rack: "rack",
  switch: "switch",
  "power-feed": "powerFeed",
  zone: "zone",
  site: "site",
};
/** Levels that hold the others: what stands in two of them is two. */
const OUTER = ["site", "zone"] as const satisfies readonly DomainLevel[];

export function placementOf(plan: Plan, compiled: Compiled): Placement {
  const places = placesOf(plan, plan.machines);
  const under = new Map<string, ReadonlySet<string>>();
  const machinesUnder = (elementId: string) => {
    const known = under.get(elementId) ?? machinesOn(fallsOf(compiled), elementId);
    under.set(elementId, known);
    return known;
  };
  const outer = new Map<string, readonly ReadonlySet<string | null>[]>();
  const outerNames = (elementId: string) => {
    const ids = outer.get(elementId) ?? OUTER.map((level) => namesAt(places, machinesUnder(elementId), level));
    outer.set(elementId, ids);
    return ids;
  };
  return {
    machinesUnder,
    mayBeSame: (one, other) => {
      const names = outerNames(other);
      return outerNames(one).every((own, index) => mayMeet(own, names[index] ?? new Set()));
    },
    unknownAmong: (machineIds, level) =>
      level === "machine" ? [] : machineIds.filter((id) => (places.get(id) ?? NOWHERE)[FIELDS[level]] === null),
  };
}

type Names = ReadonlySet<string | null>;

function namesAt(
  places: ReadonlyMap<string, Place>,
  machineIds: ReadonlySet<string>,
  level: (typeof OUTER)[number],
): Names {
  return new Set([...machineIds].map((id) => places.get(id)?.[level] ?? null));
}

/** Null = nobody said, which may be any. */
function mayMeet(one: Names, other: Names): boolean {
  return one.has(null) || other.has(null) || [...one].some((name) => other.has(name));
}

function machinesOn({ own, places }: Falls, elementId: string): ReadonlySet<string> {
  const machineId = own.get(elementId);
  if (machineId !== undefined) return new Set([machineId]);
  return new Set(places.flatMap(({ machineIds, elementIds }) => (elementIds.includes(elementId) ? machineIds : [])));
}

/** Machines by what stands above them: those of one rack share one gate. */
interface Falls {
  readonly own: ReadonlyMap<string, string>;
  readonly places: readonly { readonly machineIds: string[]; readonly elementIds: readonly string[] }[];
}

const falls = new WeakMap<Compiled, Falls>();

function fallsOf(compiled: Compiled): Falls {
  const known = falls.get(compiled) ?? readFalls(compiled.tree);
  falls.set(compiled, known);
  return known;
}

function readFalls(tree: FaultTree): Falls {
  const { elements, gates } = tree;
  const own = new Map<string, string>();
  const groups = new Map<Ref, { machineIds: string[]; elementIds: readonly string[] }>();
  for (const { component, inputs } of gates) {
    const machineId = component?.kind === "machine" ? component.machineId : null;
    if (machineId === null) continue;
    for (const input of inputs) {
      const element = elements[input];
      if (element?.kind === "machine") own.set(element.id, machineId);
      const group = groups.get(input);
      if (group !== undefined) group.machineIds.push(machineId);
      else if (element?.kind !== "machine") {
        const elementIds = chainOf(tree, input).map((at) => elements[at]?.id ?? "");
        groups.set(input, { machineIds: [machineId], elementIds });
      }
    }
  }
  return { own, places: [...groups.values()] };
}

/** Capacity or anything else per machine, summed by the element whose failure takes it away. */
export function sumByElement(compiled: Compiled, figures: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const { own, places } = fallsOf(compiled);
  for (const [elementId, machineId] of own) sums.set(elementId, figures.get(machineId) ?? 0);
  for (const { machineIds, elementIds } of places) {
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
