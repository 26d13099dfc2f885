import type { Machine } from "#lib/core/plan/machine.ts";
import type { Ref, Stand } from "#lib/core/survive/fault-tree.ts";
import { andGate, atLeastGate } from "#lib/core/survive/placement/draft.ts";
import type { Place } from "#lib/core/survive/placement/places.ts";
import type { Context } from "./context.ts";

/**
 * At most so many hosts enter the logic of one service; they stand for all. Thousands of workers would make the BDD
 * too large, and a workload of a few replicas only ever stands on a few of them.
 */
export const HOSTS_MAX = 32;

export interface Spread {
  readonly id: string;
  readonly hosts: readonly Machine[];
  readonly replicas: number;
}

/**
 * Down when a workload may have lost all its replicas: the scheduler keeps them on different hosts and evenly over the
 * zones but knows no racks and no hypervisors, so that the worst placement of this kind is the one that counts.
 */
export function spreadDown(context: Context, { id, hosts, replicas }: Spread): Ref {
  const { draft } = context;
  const zones = byZone(context, hosts);
  const wanted = Math.min(replicas, hosts.length);
  const [each, extra] = [Math.floor(wanted / zones.length), wanted % zones.length];
  const lost = (count: number) =>
    zones.map((zone, index) =>
      atLeastGate(draft, Math.min(count, zone.length), { id: `${id}/zone${index + 1}/${count}`, inputs: zone }),
    );
  const everywhere = each > 0 ? lost(each) : [];
  const some = extra > 0 ? [atLeastGate(draft, extra, { id: `${id}/${extra}-zones`, inputs: lost(each + 1) })] : [];
  return andGate(draft, { id: `${id}/spread`, inputs: [...everywhere, ...some] });
}

/** `count` hosts taken at even distances in placement order, so that they stand as far apart as the plan allows. */
export function apart(context: Context, hosts: readonly Machine[], count: number): readonly Machine[] {
  return evenly(inOrder(context, hosts), count);
}

/** The first hosts in placement order: those that share most. */
export function together<Part>(parts: readonly Part[]): readonly Part[] {
  return parts.slice(0, HOSTS_MAX);
}

function evenly<Part>(parts: readonly Part[], count: number): readonly Part[] {
  if (parts.length <= count) return parts;
  return Array.from({ length: count }, (_, index) => Math.floor((index * parts.length) / count)).flatMap(
    (position) => parts[position] ?? [],
  );
}

function inOrder(context: Context, hosts: readonly Machine[]): readonly Machine[] {
  return groupsOf(context, hosts).flatMap(({ machines }) => machines);
}

interface Hosts {
  readonly place: Place;
  readonly machines: readonly Machine[];
  readonly downs: readonly Ref[];
}

/** The hosts by place, in placement order. */
export function groupsOf(context: Context, hosts: readonly Machine[]): readonly Hosts[] {
  const hostsAt = hostFinder(context, hosts);
  return context.stands.map((stand) => hostsAt(stand, stand.machines.length));
}

/** The first hosts of a stand, no more than asked for. */
type HostFinder = (stand: Stand, most: number) => Hosts;

/** A few hosts are looked up, so that not every one of thousands of machines is asked whether it is one of them. */
function hostFinder(context: Context, hosts: readonly Machine[]): HostFinder {
  if (hosts.length > HOSTS_MAX) {
    const isHost = membership(context, hosts);
    return (stand, most) => searched(stand, isHost, most);
  }
  const byStand = indicesByStand(context, hosts);
  return (stand, most) => {
    const indices = (byStand.get(stand) ?? []).slice(0, most);
    return {
      place: stand.place,
      machines: indices.flatMap((index) => stand.machines[index] ?? []),
      downs: indices.map((index) => stand.down + index),
    };
  };
}

/** Where in its stand each host is; one walk, since the gates of the machines follow the order of the stands. */
function indicesByStand({ stands, machineDown }: Context, hosts: readonly Machine[]): ReadonlyMap<Stand, number[]> {
  const downs = [...new Set(hosts.map(machineDown))].sort((a, b) => a - b);
  const found = new Map<Stand, number[]>();
  let next = 0;
  for (const stand of stands) {
    const from = next;
    const end = stand.down + stand.machines.length;
    while ((downs[next] ?? end) < end) next += 1;
    if (next > from)
      found.set(
        stand,
        downs.slice(from, next).map((down) => down - stand.down),
      );
  }
  return found;
}

function searched({ place, machines, down }: Stand, isHost: Membership, most: number): Hosts {
  const found: Machine[] = [];
  const downs: Ref[] = [];
  for (let index = 0; index < machines.length && downs.length < most; index++) {
    const machine = machines[index];
    if (machine === undefined || !isHost(machine)) continue;
    found.push(machine);
    downs.push(down + index);
  }
  return { place, machines: found, downs };
}

type Membership = (machine: Machine) => boolean;

export function membership({ parts }: Context, hosts: readonly Machine[]): Membership {
  if (hosts === parts.workers) return ({ roles }) => roles.includes("worker");
  const set = new Set(hosts);
  return (machine) => set.has(machine);
}

function byZone(context: Context, hosts: readonly Machine[]): readonly (readonly Ref[])[] {
  const hostsAt = hostFinder(context, hosts);
  const zones = new Map<string, Ref[]>();
  for (const stand of context.stands) {
    const zone = context.domains.zoneOf(stand.place).at(-1)?.id ?? "";
    const found = zones.get(zone);
    if (found !== undefined && found.length >= HOSTS_MAX) continue;
    const { downs } = hostsAt(stand, HOSTS_MAX);
    if (found !== undefined) found.push(...downs);
    else if (downs.length > 0) zones.set(zone, [...downs]);
  }
  const room = Math.ceil(HOSTS_MAX / zones.size);
  return [...zones.values()].map((zone) => zone.slice(0, room));
}
