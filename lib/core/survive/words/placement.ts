import type { DomainLevel, Machine } from "#lib/core/plan/machine.ts";
import type { ElementKind } from "#lib/core/survive/fault-tree.ts";
import type { ElementRef } from "./names.ts";

const FIELDS: Partial<Readonly<Record<ElementKind, DomainLevel>>> = {
  site: "site",
  zone: "zone",
  "power-feed": "powerFeed",
  rack: "rack",
  switch: "switch",
  hypervisor: "hypervisor",
};

type Element = Pick<ElementRef, "kind" | "name" | "isAssumed" | "machineId">;

/** The machines that an element stands for: itself, or all that are placed in it or, where nobody says, may be. */
export function machinesOn(
  { kind, name, isAssumed, machineId }: Element,
  machines: readonly Machine[],
): readonly Machine[] {
  if (machineId !== null) return machines.filter(({ id }) => id === machineId);
  const field = FIELDS[kind];
  if (field === undefined) return [];
  return machines.filter((machine) => {
    const place = machine[field];
    return name === null ? isAssumed && place === undefined : place === name;
  });
}
