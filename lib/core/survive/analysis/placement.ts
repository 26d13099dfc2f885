import { DOMAIN_LEVELS, type DomainLevel, type Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Level } from "../analysis.ts";
import { type Compiled, downRefs } from "./compiled.ts";

/** Which machines an element takes down, and what the plan says of their places. */
export interface Placement {
  readonly machinesUnder: (elementId: string) => ReadonlySet<string>;
  /** Could these two domains of one level be one and the same? */
  readonly mayBeSame: (one: string, other: string) => boolean;
  /** Machines of the control plane whose domain at a level the plan does not say. */
  readonly unknownAt: (level: Level) => string[];
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

export function placementOf(plan: Plan, compiled: Compiled, concerned: ReadonlySet<string>): Placement {
  const byId = new Map(plan.machines.map((machine) => [machine.id, machine]));
  const under = new Map<string, ReadonlySet<string>>();
  const machinesUnder = (elementId: string) => {
    const known = under.get(elementId) ?? fallenMachines(compiled, elementId);
    under.set(elementId, known);
    return known;
  };
  const outerNames = (elementId: string, level: (typeof OUTER)[number]) => {
    const machines = [...machinesUnder(elementId)].flatMap((id) => byId.get(id) ?? []);
    return new Set(machines.map((machine) => machine[level]));
  };
  return {
    machinesUnder,
    mayBeSame: (one, other) =>
      OUTER.every((level) => {
        const [a, b] = [outerNames(one, level), outerNames(other, level)];
        return a.has(undefined) || b.has(undefined) || !a.isDisjointFrom(b);
      }),
    unknownAt: (level) =>
      level === "machine" ? [] : plan.machines.filter((machine) => concerned.has(machine.id) && isUnknown(machine, level)).map(({ id }) => id),
  };
}

function isUnknown(machine: Machine, level: Exclude<Level, "machine">): boolean {
  const name = machine[FIELDS[level]];
  return name === undefined || name === "?";
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
