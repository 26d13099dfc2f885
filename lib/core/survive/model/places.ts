import type { DomainLevel, Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** Where a machine stands; null = the plan does not say. */
export type Place = Readonly<Record<DomainLevel, string | null>>;
type OpenPlace = Record<DomainLevel, string | null>;

// A hypervisor stands in one rack, a rack in one zone, a zone in one site: what one machine says holds for the others.
const FOLLOWS = [
  ["hypervisor", "rack"],
  ["hypervisor", "zone"],
  ["rack", "zone"],
  ["zone", "site"],
] as const satisfies readonly (readonly [DomainLevel, DomainLevel])[];

/**
 * The place of every machine, completed from machines in the same domain where they leave no doubt. Machines that
 * stand in the same domains share one object, so that thousands of them cost no more than their racks.
 */
export function placesOf(plan: Plan, machines: readonly Machine[]): ReadonlyMap<string, Place> {
  const distinct = new Map<string, OpenPlace>();
  const places = new Map<string, OpenPlace>();
  for (const machine of machines) places.set(machine.id, sharedPlace(distinct, machine));
  for (const [child, parent] of FOLLOWS) {
    const parentOf = parents(plan, [...distinct.values()], [child, parent]);
    for (const place of distinct.values()) place[parent] ??= parentOf.get(place[child] ?? "") ?? null;
  }
  return places;
}

function sharedPlace(distinct: Map<string, OpenPlace>, machine: Machine): OpenPlace {
  const { site, zone, powerFeed, rack, switch: port, hypervisor } = machine;
  const key = `${site}\n${zone}\n${powerFeed}\n${rack}\n${port}\n${hypervisor}`;
  const known = distinct.get(key);
  if (known !== undefined) return known;
  const place = givenPlace(machine);
  distinct.set(key, place);
  return place;
}

export const NOWHERE: Place = {
  site: null,
  zone: null,
  rack: null,
  hypervisor: null,
  powerFeed: null,
  switch: null,
};

function givenPlace({ site, zone, rack, hypervisor, powerFeed, switch: port }: Machine): OpenPlace {
  return {
    site: said(site),
    zone: said(zone),
    rack: said(rack),
    hypervisor: said(hypervisor),
    powerFeed: said(powerFeed),
    switch: said(port),
  };
}

// People write "?" for what they do not know.
function said(name: string | undefined): string | null {
  return name === undefined || name === "?" ? null : name;
}

type Step = readonly [DomainLevel, DomainLevel];

// Null marks a child that stands under several parents: a name reused, and no conclusion.
function parents(plan: Plan, places: readonly Place[], [child, parent]: Step): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  const note = (name: string, above: string) => found.set(name, (found.get(name) ?? above) === above ? above : null);
  for (const place of places) {
    const [name, above] = [place[child], place[parent]];
    if (name !== null && above !== null && found.get(name) !== null) note(name, above);
  }
  const isNext = child !== "hypervisor" || parent !== "zone";
  for (const domain of plan.options.domains ?? []) {
    if (isNext && domain.level === child && domain.parent !== undefined && found.get(domain.name) !== null)
      note(domain.name, domain.parent);
  }
  return found;
}
