import type { Observation } from "#lib/core/live/observation.ts";
import type { Task } from "#lib/watch/pace/tasks.ts";

export interface Leaders {
  readonly note: (observation: Observation) => void;
  /** Nothing can be learned by this look: the member follows, and said so when it was asked last. */
  readonly isNeedless: (task: Pick<Task, "probe" | "target">) => boolean;
}

/**
 * Keeps followers from being asked again and again how far the others are. Only the leader knows, and `/debug/vars`
 * stops all of etcd for a moment to read its memory's statistics. Calls for the look at once when a follower comes to lead.
 */
export function watchLeaders(review: (address: string) => void): Leaders {
  const followers = new Set<string>();
  return {
    note: ({ probe, target: { address }, result }) => {
      if (probe === "etcd-progress") {
        if (result.kind === "missed" && result.reason === "not-found") followers.add(address);
        else followers.delete(address);
      }
      if (probe !== "etcd-status" || !followers.has(address)) return;
      const { leaderId, memberId } = result.kind === "seen" ? result.value : NOBODY;
      if (leaderId !== null && leaderId !== memberId) return;
      followers.delete(address);
      if (leaderId !== null) review(address);
    },
    isNeedless: ({ probe, target }) => probe === "etcd-progress" && followers.has(target.address),
  };
}

const NOBODY = { leaderId: null, memberId: null };
