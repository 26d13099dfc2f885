import type { Fact } from "#lib/core/live/state.ts";
import { ofKind, textIn } from "./pick-facts.ts";

/** Programs that could lead: the leader and those that wait. `total` null = nobody can see them. */
export interface Seats {
  readonly total: number | null;
  readonly standby: number;
  readonly planned: number;
}

/** Seats of a lease's program, by the static pods that run it; a pod that crashes or is not ready cannot take over. */
export function seatsOf(facts: readonly Fact[], lease: Pick<Fact, "subject" | "values">): Seats {
  const program = lease.subject.slice("lease/".length);
  const pods = ofKind(facts, "static-pod").filter((pod) => textIn(pod, "component") === program);
  const able = pods.filter(({ reason }) => reason === "running" || reason === "restarted");
  if (pods.length === 0) return { total: null, standby: 0, planned: 0 };
  const hasLeader = textIn(lease, "holder") !== "";
  return { total: able.length, standby: Math.max(0, able.length - (hasLeader ? 1 : 0)), planned: pods.length };
}
