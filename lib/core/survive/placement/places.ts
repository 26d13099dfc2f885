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

/** Workers of one group that differ in nothing but their names. */
export interface Crew {
  readonly sample: Machine;
  count: number;
}

/** Machines that stand in the same domains; thousands of them then cost no more than their racks. */
export interface Group {
  readonly place: Place;
  readonly machines: Machine[];
  /** Where in `machines` those are that are more than workers or that the plan names: the rest carry no programs. */
  readonly others: number[];
  readonly crews: Crew[];
}
export interface OpenGroup extends Group {
  readonly place: OpenPlace;
}

/** Machines whose elements follow each other: `count` of a group, from its machine number `from` on. */
export interface Row {
  /** Index of the first one's element. */
  readonly first: number;
  readonly from: number;
  readonly count: number;
}

/** A group of machines with the places of their elements. */
export interface PlacedGroup extends Group {
  readonly rows: readonly Row[];
}

type Said = string | undefined;

/** The group of every machine by what it says of its place. */
export class Groups {
  readonly #all: OpenGroup[] = [];
  /** By zone and rack, where a machine says no more: a key for each of thousands would be thrown away at once. */
  readonly #zones: { readonly zone: Said; readonly byRack: Map<Said, OpenGroup> }[] = [];
  readonly #byKey = new Map<string, OpenGroup>();

  of(machine: Machine): OpenGroup {
    const { site, zone, rack, powerFeed, switch: port, hypervisor } = machine;
    if ((site ?? powerFeed ?? port ?? hypervisor) !== undefined) {
      const key = `${zone}\n${rack}\n${site}\n${powerFeed}\n${port}\n${hypervisor}`;
      return this.#byKey.get(key) ?? this.#opened(machine, this.#byKey, key);
    }
    const racks = this.#racksOf(zone);
    return racks.get(rack) ?? this.#opened(machine, racks, rack);
  }

  /** Zones are few: to go through them is quicker than to look one up. */
  #racksOf(zone: Said): Map<Said, OpenGroup> {
    for (let at = 0; at < this.#zones.length; at++) {
      const known = this.#zones[at];
      if (known !== undefined && known.zone === zone) return known.byRack;
    }
    const byRack = new Map<Said, OpenGroup>();
    this.#zones.push({ zone, byRack });
    return byRack;
  }

  #opened<Key>(machine: Machine, among: Map<Key, OpenGroup>, key: Key): OpenGroup {
    const group = { place: givenPlace(machine), machines: [], others: [], crews: [] };
    among.set(key, group);
    this.#all.push(group);
    return group;
  }

  /** All of them, their places completed from machines in the same domain where they leave no doubt. */
  completed(plan: Plan): readonly Group[] {
    const groups = this.#all;
    const places = groups.map(({ place }) => place);
    for (const [child, parent] of FOLLOWS) {
      const parentOf = parents(plan, places, [child, parent]);
      for (const place of places) place[parent] ??= parentOf.get(place[child] ?? "") ?? null;
    }
    return groups;
  }
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
