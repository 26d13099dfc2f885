import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

type Machines = Pick<Plan, "machines">;

/** Machines of a role; a separate etcd for events is none of the cluster's. */
export function withRole({ machines }: Machines, role: Role): Machine[] {
  return machines.filter(({ roles, isEventsEtcd }) => roles.includes(role) && isEventsEtcd !== true);
}

/** The voting etcd members; a stacked plan that names none has them on its masters. */
export function members(plan: Machines & Pick<Plan, "options">): Machine[] {
  const named = withRole(plan, "etcd");
  const isStacked = plan.options.etcd?.topology === "stacked";
  return named.length === 0 && isStacked ? withRole(plan, "control-plane") : named;
}

/** Failures that so many etcd members survive. */
export function tolerance(memberCount: number): number {
  return Math.max(0, Math.floor((memberCount - 1) / 2));
}
