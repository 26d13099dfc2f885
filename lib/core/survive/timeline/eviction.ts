import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Stand } from "#lib/core/survive/fault-tree.ts";

/** kube-controller-manager: nodes per second, and what it does when most of a zone is gone. */
const RATE = 0.1;
const SECONDARY_RATE = 0.01;
const UNHEALTHY_SHARE = 0.55;
const LARGE_ZONE = 50;

const NODE_ROLES: ReadonlySet<Role> = new Set(["control-plane", "worker", "infra", "storage"]);

/** Hosts that run a kubelet. */
export function isNode({ roles }: Pick<Machine, "roles">): boolean {
  return roles.some((role) => NODE_ROLES.has(role));
}

/** Nodes of each zone, as the controller counts them. Machines of one stand name one zone. */
export function nodesByZone(stands: readonly Stand[]): ReadonlyMap<string, number> {
  const zones = new Map<string, number>();
  for (const stand of stands) {
    const nodes = nodesOf(stand);
    const zone = zoneOf(stand.machines[0]);
    if (nodes > 0) zones.set(zone, (zones.get(zone) ?? 0) + nodes);
  }
  return zones;
}

/** All that are no more than workers are nodes. */
function nodesOf(stand: Stand): number {
  if (stand.others.length === 0) return stand.machines.length;
  return stand.machines.length - othersOf(stand).filter((machine) => !isNode(machine)).length;
}

/** Those that are more than workers: all that the control plane stands on are among them. */
export function othersOf({ machines, others }: Stand): readonly Machine[] {
  return others.flatMap((index) => machines[index] ?? []);
}

export function zoneOf(machine: Machine | undefined): string {
  return machine?.zone ?? "";
}

/**
 * Seconds from the first to the last taint when so many nodes of each zone die at once; null when the controller stops evicting,
 * because every zone is gone or most of a small one is. Zones work side by side.
 */
export function taintSeconds(zones: ReadonlyMap<string, number>, lost: ReadonlyMap<string, number>): number | null {
  const counts = [...zones].map(([zone, total]) => ({ lost: lost.get(zone) ?? 0, total }));
  if (counts.every((zone) => zone.lost === zone.total)) return null;
  const times = counts.filter((zone) => zone.lost > 0).map(zoneSeconds);
  return times.includes(null) ? null : Math.max(0, ...times.filter((time) => time !== null));
}

/** One node is tainted at once; the others follow at the rate of the zone. */
function zoneSeconds({ lost, total }: { lost: number; total: number }): number | null {
  if (lost === 1 && total > 1) return 0;
  const isPartial = lost < total && lost / total >= UNHEALTHY_SHARE;
  if (!isPartial) return lost / RATE;
  return total > LARGE_ZONE ? lost / SECONDARY_RATE : null;
}
