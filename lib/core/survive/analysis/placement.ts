import { DOMAIN_LEVELS, type DomainLevel } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Level } from "../analysis.ts";
import { NOWHERE, placesOf } from "../model/places.ts";
import type { Compiled } from "../model/compile.ts";
import { downRefs } from "./compiled.ts";

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
    const known = under.get(elementId) ?? fallenMachines(compiled, elementId);
    under.set(elementId, known);
    return known;
  };
  const outerNames = (elementId: string, level: (typeof OUTER)[number]) =>
    new Set([...machinesUnder(elementId)].map((id) => places.get(id)?.[level] ?? null));
  return {
    machinesUnder,
    mayBeSame: (one, other) =>
      OUTER.every((level) => {
        const [a, b] = [outerNames(one, level), outerNames(other, level)];
        return a.has(null) || b.has(null) || [...a].some((name) => b.has(name));
      }),
    unknownAmong: (machineIds, level) =>
      level === "machine" ? [] : machineIds.filter((id) => (places.get(id) ?? NOWHERE)[FIELDS[level]] === null),
  };
}

function fallenMachines(compiled: Compiled, elementId: string): ReadonlySet<string> {
  const { tree } = compiled;
  const down = downRefs(compiled, [elementId]);
  const ids = tree.gates.flatMap(({ component }, index) =>
    component?.kind === "machine" && component.machineId !== null && down[tree.elements.length + index] === 1
      ? [component.machineId]
      : [],
  );
  return new Set(ids);
}

/** Levels at which the plan names any domain. */
export function namedLevels({ machines }: Plan): DomainLevel[] {
  return DOMAIN_LEVELS.filter((level) => machines.some((machine) => machine[level] !== undefined));
}
