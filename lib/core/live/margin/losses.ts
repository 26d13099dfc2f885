import type { Fact } from "#lib/core/live/state.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { processId } from "#lib/core/survive/placement/programs.ts";
import type { Losses } from "./margin-model.ts";

const LOST_MEMBERS: readonly unknown[] = ["down", "hung", "not-started", "no-leader", "learner", "catching-up"];

/** What the facts say of the elements of the plan: seen to be down, or not to be seen. */
export function lossesOf(plan: Plan, facts: readonly Fact[]): Losses {
  const dead = new Set<string>();
  const unknown = new Set<string>();
  for (const fact of facts) {
    const id = elementOf(fact);
    if (id === null) continue;
    if (fact.state === "unknown") unknown.add(id);
    else if (isLost(fact)) dead.add(id);
  }
  for (const id of unseenMembers(plan, facts)) unknown.add(id);
  // One member out of space makes all of them refuse writes; an alarm out of sight may be cleared by now.
  for (const { state } of facts.filter(isOutOfSpace)) {
    for (const id of membersOf(plan)) (state === "unknown" ? unknown : dead).add(id);
  }
  return { dead: [...dead].sort(), unknown: [...unknown].filter((id) => !dead.has(id)).sort() };
}

function isOutOfSpace({ kind, values }: Fact): boolean {
  return kind === "etcd-alarm" && values.alarm === "NOSPACE";
}

function membersOf({ machines }: Plan): readonly string[] {
  return machines.filter(({ roles }) => roles.includes("etcd")).map(({ id }) => processId(id, "etcd"));
}

function elementOf({ kind, machineId }: Fact): string | null {
  if (machineId === null) return null;
  if (kind === "etcd-member") return processId(machineId, "etcd");
  return kind === "api-server" ? processId(machineId, "kube-apiserver") : null;
}

function isLost({ kind, state, values }: Fact): boolean {
  if (kind === "etcd-member") return LOST_MEMBERS.includes(values.class);
  return state === "warning" || state === "critical";
}

/** Planned members of which nothing at all is known; where no member could be asked, the API server's word stands in. */
function unseenMembers(plan: Plan, facts: readonly Fact[]): readonly string[] {
  const seen = new Set(facts.filter(({ kind }) => kind === "etcd-member").map(({ machineId }) => machineId));
  const servers = new Map(facts.filter(({ kind }) => kind === "api-server").map((fact) => [fact.machineId, fact]));
  const isStacked = plan.options.etcd?.topology !== "external";
  return plan.machines
    .filter(({ id, roles }) => roles.includes("etcd") && !seen.has(id))
    .filter(({ id }) => {
      // Stacked: a ready API server has just read through its own member (its etcd check is part of readyz).
      const server = servers.get(id);
      return !(isStacked && server?.state === "ok");
    })
    .map(({ id }) => processId(id, "etcd"));
}
