import type { DomainLevel } from "#lib/core/plan/machine.ts";
import type { ElementKind } from "#lib/core/survive/fault-tree.ts";
import type { Place } from "./places.ts";

export interface Domain {
  readonly id: string;
  readonly kind: ElementKind;
  readonly level: DomainLevel;
  readonly name: string | null;
}

/** The failure domains over each machine, outermost first; the same object for the same domain. */
export interface Domains {
  readonly of: (place: Place) => readonly Domain[];
  readonly zoneOf: (place: Place) => readonly Domain[];
  /** Whether no machine names its hypervisor, so that there may be none at all. */
  readonly isBareMetal: boolean;
}

/** Kind of the element that stands for a level. */
export const DOMAIN_KINDS = {
  site: "site",
  zone: "zone",
  powerFeed: "power-feed",
  rack: "rack",
  switch: "switch",
  hypervisor: "hypervisor",
} as const satisfies Record<DomainLevel, ElementKind>;
/** Outermost first: the order of the variables. */
const LEVELS: readonly DomainLevel[] = ["site", "zone", "powerFeed", "rack", "switch", "hypervisor"];
// Every machine has these whether the plan names them or not; the others only count where somebody names one.
const ALWAYS: readonly DomainLevel[] = ["zone", "rack", "hypervisor"];
const UNKNOWN = "?";

/** Reads the domains out of all places. `others` are places of things that are no machines, such as firewalls. */
export function domainsOf(machines: readonly Place[], others: readonly Place[]): Domains {
  const levels = LEVELS.filter((level) => ALWAYS.includes(level) || machines.some((place) => place[level] !== null));
  const zoneLevels = levels.slice(0, levels.indexOf("zone") + 1);
  const hasSites = levels.includes("site");
  const registry = levels.map(openShelf);
  const spots = new Map<Place, readonly Spot[]>();
  const note = (place: Place, among: readonly DomainLevel[]) => {
    const here = among.map((level) => spotOf(place, level, hasSites));
    spots.set(place, here);
    for (let at = 0; at < here.length; at++) noteSpot(registry[at], here[at]);
  };
  for (const place of machines) note(place, levels);
  for (const place of others) note(place, zoneLevels);
  const taken = new Set<string>();
  const domainsAt = (place: Place, shelves: readonly Shelf[]) => {
    const here = spots.get(place);
    return shelves.map((shelf, at) => {
      const spot = here?.[at] ?? spotOf(place, shelf.level, hasSites);
      return shelf.domains.get(spot.key) ?? openDomain(shelf, spot, taken);
    });
  };
  const zoneShelves = registry.slice(0, zoneLevels.length);
  return {
    of: remembered((place) => domainsAt(place, registry)),
    zoneOf: remembered((place) => domainsAt(place, zoneShelves)),
    isBareMetal: machines.every((place) => place.hypervisor === null),
  };
}

function remembered(answer: (place: Place) => readonly Domain[]): (place: Place) => readonly Domain[] {
  const known = new Map<Place, readonly Domain[]>();
  return (place) => {
    const before = known.get(place);
    if (before !== undefined) return before;
    const found = answer(place);
    known.set(place, found);
    return found;
  };
}

/** Where a place is at one level: the name that it gives, and what makes the domain one. */
interface Spot {
  readonly name: string | null;
  readonly key: string;
}

/** The domains of one level. */
interface Shelf {
  readonly level: DomainLevel;
  /** Key of the only domain of a name; null = several share the name. */
  readonly keys: Map<string, string | null>;
  readonly domains: Map<string, Domain>;
}

function openShelf(level: DomainLevel): Shelf {
  return { level, keys: new Map(), domains: new Map() };
}

function noteSpot(shelf: Shelf | undefined, spot: Spot | undefined): void {
  if (shelf === undefined || spot === undefined) return;
  const name = spot.name ?? UNKNOWN;
  const known = shelf.keys.get(name);
  if (known === undefined) shelf.keys.set(name, spot.key);
  else if (known !== null && known !== spot.key) shelf.keys.set(name, null);
}

function openDomain({ level, keys, domains }: Shelf, { name, key }: Spot, taken: Set<string>): Domain {
  const kind = DOMAIN_KINDS[level];
  const said = name ?? UNKNOWN;
  let id = `${kind}:${keys.get(said) === key ? said : key}`;
  while (taken.has(id)) id += "'";
  taken.add(id);
  const domain = { id, kind, level, name };
  domains.set(key, domain);
  return domain;
}

/** A domain is one by its name and the zone it stands in, since rack 1 of one room is not rack 1 of another. */
function spotOf(place: Place, level: DomainLevel, hasSites: boolean): Spot {
  const name = place[level];
  const said = name ?? UNKNOWN;
  if (level === "site") return { name, key: said };
  const site = hasSites ? `${place.site ?? UNKNOWN}/` : "";
  if (level === "zone") return { name, key: `${site}${said}` };
  const zone = `${site}${place.zone ?? UNKNOWN}`;
  const isUnknownHost = level === "hypervisor" && name === null;
  return { name, key: isUnknownHost ? `${zone}/${place.rack ?? UNKNOWN}/${said}` : `${zone}/${said}` };
}
