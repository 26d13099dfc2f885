import { DOMAIN_LEVELS, type DomainLevel, type Machine } from "#lib/core/plan/machine.ts";
import { copyMachines } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { domainNames, nextDomainNames } from "./domain-names.ts";

export type Place = Partial<Record<DomainLevel, string>>;

/** A copy of a machine with the next host name, a new id and an address to be assigned, in the given place. */
export function newMachine(plan: Plan, like: Machine, place: Place): Machine {
  const [copy = like] = copyMachines(plan, [like], [""]);
  const { site: _s, zone: _z, rack: _r, hypervisor: _h, powerFeed: _p, switch: _w, ...unplaced } = copy;
  return { ...unplaced, ...place, id: freeId(plan, copy.hostname) };
}

/** Adds machines one after the other, each seeing those before it. */
export function planWith(plan: Plan, machines: readonly Machine[]): Plan {
  return { ...plan, machines: [...plan.machines, ...machines] };
}

function freeId(plan: Plan, wanted: string): string {
  const taken = new Set(plan.machines.map(({ id }) => id));
  const stem = wanted.replaceAll(/[/|]/g, "-").slice(0, 60);
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}

export function placeOf(machine: Machine): Place {
  const given = DOMAIN_LEVELS.flatMap((level) => {
    const name = machine[level];
    return name === undefined ? [] : [[level, name] as const];
  });
  return Object.fromEntries(given);
}

/**
 * Where one more peer does least harm: the place in use with fewest peers in its site, zone, rack, feed and switch;
 * on a hypervisor of its own where the peers have one.
 */
export function bestPlace(plan: Plan, peers: readonly Machine[], choice: readonly Machine[]): Place {
  const places = [...new Map(choice.map(placeOf).map((place) => [JSON.stringify(place), place])).values()];
  const named = new Set(WIDEST_FIRST.filter((level) => choice.some((machine) => machine[level] !== undefined)));
  // A place that nobody named where others are may be any of them.
  const shared = (place: Place, level: DomainLevel) => {
    if (place[level] === undefined) return named.has(level) ? peers.length : 0;
    return peers.filter((peer) => peer[level] === place[level]).length;
  };
  const [best = {}] = places.toSorted((a, b) => {
    for (const level of WIDEST_FIRST) {
      const difference = shared(a, level) - shared(b, level);
      if (difference !== 0) return difference;
    }
    return 0;
  });
  if (best.hypervisor === undefined || shared(best, "hypervisor") === 0) return best;
  const [own = best.hypervisor] = nextDomainNames(domainNames(plan, "hypervisor"), "hypervisor", 1);
  return { ...best, hypervisor: own };
}

const WIDEST_FIRST: readonly DomainLevel[] = ["site", "zone", "rack", "powerFeed", "switch", "hypervisor"];
