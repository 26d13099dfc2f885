import type { Machine, Role } from "#lib/core/plan/machine.ts";

/** kube-controller-manager: nodes per second, and what it does when most of a zone is gone. */
const RATE = 0.1;
const SECONDARY_RATE = 0.01;
const UNHEALTHY_SHARE = 0.55;
const LARGE_ZONE = 50;

const NODE_ROLES: ReadonlySet<Role> = new Set(["control-plane", "worker", "infra", "storage"]);

/** Hosts that run a kubelet. */
export function isNode({ roles }: Machine): boolean {
  return roles.some((role) => NODE_ROLES.has(role));
}

/** Nodes of each zone, as the controller counts them. */
export function nodesByZone(machines: readonly Machine[]): ReadonlyMap<string, number> {
  const zones = new Map<string, number>();
  for (const machine of machines) {
    const { zone = "" } = machine;
    if (isNode(machine)) zones.set(zone, (zones.get(zone) ?? 0) + 1);
  }
  return zones;
}

/**
 * Seconds from the first to the last taint when these machines die at once; null when the controller stops evicting,
 * because every zone is gone or most of a small one is. Zones work side by side.
 */
export function taintSeconds(zones: ReadonlyMap<string, number>, dead: readonly Machine[]): number | null {
  const lost = nodesByZone(dead);
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
