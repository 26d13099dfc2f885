import type { Machine } from "#lib/core/plan/machine.ts";
import type { Ref } from "#lib/core/survive/fault-tree.ts";
import type { Context } from "./context.ts";
import { andGate, atLeastGate } from "./draft.ts";

/**
 * At most so many hosts enter the logic of one service; they stand for all. Thousands of workers would make the BDD
 * too large, and a workload of a few replicas only ever stands on a few of them.
 */
const HOSTS_MAX = 32;

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

/** Down when no host is left at all; where there are many, an even selection over all domains stands for them. */
export function noneLeft(context: Context, { id, hosts }: Pick<Spread, "id" | "hosts">): Ref {
  return andGate(context.draft, { id, inputs: evenly(inOrder(context, hosts), HOSTS_MAX).map(context.machineDown) });
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

export function inOrder({ positionOf }: Context, hosts: readonly Machine[]): readonly Machine[] {
  const placed = hosts.map((machine) => ({ machine, at: positionOf(machine) }));
  return placed.sort((a, b) => a.at - b.at).map(({ machine }) => machine);
}

function byZone(context: Context, hosts: readonly Machine[]): readonly (readonly Ref[])[] {
  const zones = new Map<string, Machine[]>();
  for (const machine of inOrder(context, hosts)) {
    const zone = context.domains.zoneOf(context.placeOf(machine)).at(-1)?.id ?? "";
    const found = zones.get(zone);
    if (found === undefined) zones.set(zone, [machine]);
    else found.push(machine);
  }
  const room = Math.ceil(HOSTS_MAX / zones.size);
  return [...zones.values()].map((zone) => zone.slice(0, room).map(context.machineDown));
}
