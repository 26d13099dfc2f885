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
  const registry = openRegistry(
    [
      ...machines.flatMap((place) => levels.map((level) => ({ place, level }))),
      ...others.flatMap((place) => zoneLevels.map((level) => ({ place, level }))),
    ],
    levels.includes("site"),
  );
  return {
    of: remembered((place) => levels.map((level) => registry({ place, level }))),
    zoneOf: remembered((place) => zoneLevels.map((level) => registry({ place, level }))),
    isBareMetal: machines.every((place) => place.hypervisor === null),
  };
}

function remembered(answer: (place: Place) => readonly Domain[]): (place: Place) => readonly Domain[] {
  const known = new Map<Place, readonly Domain[]>();
  return (place) => {
    const found = known.get(place) ?? answer(place);
    known.set(place, found);
    return found;
  };
}

type Spot = { readonly place: Place; readonly level: DomainLevel };
type Registry = (spot: Spot) => Domain;

function openRegistry(spots: readonly Spot[], hasSites: boolean): Registry {
  const keys = new Map<string, string | null>();
  for (const { place, level } of spots) {
    const short = shortId(place, level);
    const key = fullKey(place, level, hasSites);
    const known = keys.get(short);
    if (known === undefined) keys.set(short, key);
    else if (known !== key) keys.set(short, null);
  }
  const domains = new Map<string, Domain>();
  const taken = new Set<string>();
  return ({ place, level }) => {
    const kind = DOMAIN_KINDS[level];
    const key = fullKey(place, level, hasSites);
    const known = domains.get(`${kind}:${key}`);
    if (known !== undefined) return known;
    const short = shortId(place, level);
    let id = keys.get(short) === key ? short : `${kind}:${key}`;
    while (taken.has(id)) id += "'";
    taken.add(id);
    const domain = { id, kind, level, name: place[level] };
    domains.set(`${kind}:${key}`, domain);
    return domain;
  };
}

function shortId(place: Place, level: DomainLevel): string {
  return `${DOMAIN_KINDS[level]}:${place[level] ?? UNKNOWN}`;
}

/** What makes a domain one: its name and the zone it stands in, since rack 1 of one room is not rack 1 of another. */
function fullKey(place: Place, level: DomainLevel, hasSites: boolean): string {
  const name = place[level] ?? UNKNOWN;
  if (level === "site") return name;
  const site = hasSites ? `${place.site ?? UNKNOWN}/` : "";
  if (level === "zone") return `${site}${name}`;
  const zone = `${site}${place.zone ?? UNKNOWN}`;
  const isUnknownHost = level === "hypervisor" && place.hypervisor === null;
  return isUnknownHost ? `${zone}/${place.rack ?? UNKNOWN}/${name}` : `${zone}/${name}`;
}
