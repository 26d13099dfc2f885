import type { View } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";
import type { MemberEvidence, Progress } from "./members.ts";

/** A follower that lags further than this is not called healthy on its leader's word (probes.md 2.5). */
const PEER_LAG_MAX = 1000;

/** What a member is, by the best evidence there is (probes.md 2.5). */
export type MemberClass =
  | "healthy"
  | "healthy-by-peers"
  | "catching-up"
  | "learner"
  | "down"
  | "hung"
  | "no-leader"
  | "not-started"
  | "unknown";

export interface Classified {
  readonly evidence: MemberEvidence;
  readonly class: MemberClass;
  /** Why it is what it is: the reason of the miss, or what the peers say. */
  readonly reason: string;
  readonly state: State;
}

const STATES: Readonly<Record<MemberClass, State>> = {
  healthy: "ok",
  "healthy-by-peers": "ok",
  learner: "ok",
  "catching-up": "warning",
  down: "warning",
  hung: "warning",
  "no-leader": "warning",
  "not-started": "warning",
  unknown: "unknown",
};

export function classify(view: View, evidence: MemberEvidence): Classified {
  const { class: found, reason } = classOf(view, evidence);
  return { evidence, class: found, reason, state: STATES[found] };
}

interface Class {
  readonly class: MemberClass;
  readonly reason: string;
}

function classOf(view: View, evidence: MemberEvidence): Class {
  if (evidence.isUnstarted) return { class: "not-started", reason: "not-started" };
  const { status } = evidence;
  if (status === null) return unseenClass(evidence);
  if (status.isLearner || evidence.isLearner) return { class: "learner", reason: "learner" };
  if (status.leaderId === null) return { class: "no-leader", reason: "no-leader" };
  const lag = status.raftIndex - status.appliedIndex;
  if (lag > view.target.thresholds.etcdLagEntries.warning) return { class: "catching-up", reason: "lag" };
  if (evidence.progress?.now.raftState === "StateSnapshot") return { class: "catching-up", reason: "snapshot" };
  return { class: "healthy", reason: "healthy" };
}

/** Nobody may call a silent member dead but its peers, or the machine itself that refuses the connection. */
function unseenClass({ sighting, progress }: MemberEvidence): Class {
  const miss = sighting?.last.result.kind === "missed" ? sighting.last.result.reason : "not-configured";
  if (miss === "refused") return { class: "down", reason: "refused" };
  if (progress?.isCurrent) {
    if (isLost(progress)) {
      return { class: miss === "timeout" ? "hung" : "down", reason: miss === "timeout" ? "hung" : "lost-by-peers" };
    }
    if (progress.now.raftState === "StateSnapshot") return { class: "catching-up", reason: "snapshot" };
    if (isFollowing(progress)) return { class: "healthy-by-peers", reason: "healthy-by-peers" };
  }
  return { class: "unknown", reason: miss };
}

/**
 * The leader probes for it in two looks, or has committed more while this one acknowledged nothing: 3.6 leaves a stopped
 * follower in `StateReplicate` for as long as its connection stands, and probes for it only then.
 */
function isLost({ now, before, commit, commitBefore }: Progress): boolean {
  const states = [now.raftState, before?.raftState];
  if (before === null || commitBefore === null || states.includes("StateSnapshot")) return false;
  if (states.every((state) => state === "StateProbe")) return true;
  return commit > commitBefore && now.match <= before.match && now.match < commitBefore;
}

/** `StateReplicate` lingers on a silent follower for as long as its connection stands: only a match that moves proves life. */
function isFollowing({ now, before, commit, commitBefore }: Progress): boolean {
  if (now.raftState !== "StateReplicate" || before?.raftState !== "StateReplicate" || commitBefore === null)
    return false;
  return commit - now.match <= PEER_LAG_MAX && commit > commitBefore && now.match > before.match;
}
