import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

/** kube-controller-manager: nodes per second, and what it does when most of a zone is gone. */
const RATE = 0.1;
const SECONDARY_RATE = 0.01;
const UNHEALTHY_SHARE = 0.55;
const LARGE_ZONE = 50;

const NODE_ROLES: readonly Role[] = ["control-plane", "worker", "infra", "storage"];

/** Hosts that run a kubelet. */
export function isNode({ roles }: Machine): boolean {
  return roles.some((role) => NODE_ROLES.includes(role));
}

/**
 * Seconds from the first to the last taint when these machines die at once; null when the controller stops evicting,
 * because every zone is gone or most of a small one is. Zones work side by side.
 */
export function taintSeconds({ machines }: Plan, dead: ReadonlySet<string>): number | null {
  const zones = Map.groupBy(machines.filter(isNode), ({ zone = "" }) => zone);
  const counts = [...zones.values()].map((nodes) => ({
    lost: nodes.filter(({ id }) => dead.has(id)).length,
    total: nodes.length,
  }));
  if (counts.every(({ lost, total }) => lost === total)) return null;
  const times = counts.filter(({ lost }) => lost > 0).map(zoneSeconds);
  return times.includes(null) ? null : Math.max(0, ...times.filter((time) => time !== null));
}

/** One node is tainted at once; the others follow at the rate of the zone. */
function zoneSeconds({ lost, total }: { lost: number; total: number }): number | null {
  if (lost === 1 && total > 1) return 0;
  const isPartial = lost < total && lost / total >= UNHEALTHY_SHARE;
  if (!isPartial) return lost / RATE;
  return total > LARGE_ZONE ? lost / SECONDARY_RATE : null;
}
