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
    if (isLost(fact)) dead.add(id);
    else if (isDoubtful(fact)) unknown.add(id);
  }
  for (const id of unseenMembers(plan, facts)) unknown.add(id);
  // One member out of space makes all of them refuse writes; an alarm out of sight may be cleared by now.
  for (const { state } of facts.filter(isOutOfSpace)) {
    for (const id of membersOf(plan)) (state === "unknown" ? unknown : dead).add(id);
  }
  return { dead: [...dead].sort(), unknown: [...unknown].filter((id) => !dead.has(id)).sort() };
}

/** The facts that make the margin a range: what they are about may be up or down. */
export function doubtsIn(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(
    (fact) => (elementOf(fact) !== null && !isLost(fact) && isDoubtful(fact)) || isDoubtfulAlarm(fact),
  );
}

function isDoubtfulAlarm(fact: Fact): boolean {
  return isOutOfSpace(fact) && fact.state === "unknown";
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
  if (kind === "balancer") return processId(machineId, "haproxy");
  return kind === "api-server" ? processId(machineId, "kube-apiserver") : null;
}

/** HAProxy serves its statistics by the process that carries the API: where nothing listens, nothing is carried. */
function isLost({ kind, state, reason, values }: Fact): boolean {
  if (kind === "balancer") return reason === "refused";
  if (state === "unknown") return false;
  if (kind === "etcd-member") return LOST_MEMBERS.includes(values.class);
  return state === "warning" || state === "critical";
}

/** Statistics that are refused to us, or that nobody understands, come from a balancer that lives. */
const SILENT: readonly string[] = ["timeout", "unreachable", "reset", "dns", "stale"];

function isDoubtful({ kind, state, reason }: Fact): boolean {
  return state === "unknown" && (kind !== "balancer" || SILENT.includes(reason));
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
