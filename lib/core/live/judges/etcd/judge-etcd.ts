import type { Judge, Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import { sourceOf } from "#lib/core/live/live-state.ts";
import { PASTED, type State } from "#lib/core/live/state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";
import { alarmVerdicts } from "./alarms.ts";
import { type Classified, classify } from "./classify.ts";
import { areMembersKnown, type MemberEvidence, membersOf } from "./members.ts";
import { leaderlessMs, leaderMoves } from "./memory.ts";
import { type Quorum, quorumOf, tolerance } from "./quorum.ts";
import { type Strain, strainOf } from "./strain.ts";

/** Members, quorum and alarms of etcd, from what each member says and what its peers say of it. */
export const judgeEtcd: Judge = {
  name: "etcd",
  kinds: ["etcd-member", "etcd-quorum", "etcd-alarm"],
  probes: ["etcd-status", "etcd-members", "etcd-progress", "etcd-health", "etcd-metrics"],
  judge: (view) => {
    const members = membersOf(view).map((evidence) => classify(view, evidence));
    const newest = newestStatus(view);
    if (members.length === 0 || newest === null) return [];
    const quorum = quorumOf(members, { isProven: isProven(view), isElecting: (member) => isElecting(view, member) });
    const listed = {
      ...shared(view),
      source: sourceOf(newest.last),
      sample: sampleOf(members, newest.last.monotonicMs),
    };
    return [
      // Of a planned member that nobody has looked at there is nothing to say but that it is missing from the count.
      ...members.filter(isSeenOrListed).map((member) => memberVerdict(view, member)),
      quorumVerdict(view, { members, quorum, listed }),
      ...alarmVerdicts(members, listed),
    ];
  },
};

/**
 * The oldest of the last looks at members that are not well: only a second look at the same member confirms, one at its
 * neighbour in the same round does not.
 */
function sampleOf(members: readonly Classified[], newestMs: number): number {
  const looks = members.flatMap(({ class: found, evidence: { sighting } }) =>
    found === "healthy" || sighting === null ? [] : [sighting.last.monotonicMs],
  );
  return Math.min(newestMs, ...looks);
}

function isSeenOrListed({ evidence }: Classified): boolean {
  return evidence.sighting !== null || evidence.id !== null;
}

export type Shared = Pick<Verdict, "everyMs" | "source" | "sample">;

function shared({ target }: View): Pick<Verdict, "everyMs"> {
  return { everyMs: everyMs("etcd-status", target.pollSeconds) };
}

function newestStatus(view: View): Sighting<"etcd-status"> | null {
  return view.of("etcd-status").toSorted((a, b) => b.last.monotonicMs - a.last.monotonicMs)[0] ?? null;
}

const PROOF_VALID_MS = 10_000;

/** A linearizable read within the last ten seconds: a majority was up then. */
function isProven(view: View): boolean {
  const now = view.clocks.monotonicMs;
  return view.of("etcd-health").some(({ last }) => {
    const isRead = last.result.kind === "seen" && last.result.value.isLinearizable;
    return isRead && now - last.monotonicMs <= PROOF_VALID_MS;
  });
}

function memberVerdict(view: View, member: Classified): Verdict {
  const { evidence, class: found } = member;
  const { status, sighting, machine } = evidence;
  const leader = view.memory.etcd.leader;
  const strain = strainOf(view, evidence);
  const observed = status === null ? (sighting?.seen ?? null) : (sighting?.last ?? null);
  return {
    ...shared(view),
    subject: `etcd-member/${machine?.id ?? evidence.id ?? evidence.name}`,
    kind: "etcd-member",
    ...strained(member, strain),
    values: {
      name: evidence.name,
      memberId: evidence.id,
      class: found,
      isLeader: leader !== null && leader.id === evidence.id,
      isLearner: evidence.isLearner || status?.isLearner === true,
      term: status?.raftTerm ?? null,
      version: status?.version ?? null,
      quotaBytes: strain.quotaBytes,
      isPlanned: view.target.plan === null ? null : machine !== null,
      detail: sighting?.last.result.kind === "missed" ? sighting.last.result.detail : null,
    },
    gauges: { ...gaugesOf(evidence), ...strain.gauges },
    machineId: machine?.id ?? null,
    source: sighting === null ? "etcd-members" : sourceOf(sighting.last),
    // A member that is known to be down was observed when that was seen, not when it last answered.
    observedAtMs: found === "unknown" ? (observed?.atMs ?? null) : (sighting?.last.atMs ?? observed?.atMs ?? null),
    sample: sighting?.last.monotonicMs ?? view.clocks.monotonicMs,
    confirmations: view.target.thresholds.confirmations,
    tracked: ["version", "isLearner"],
  };
}

/** A member that is lost is told as that; one that votes is told by what wears it most. */
function strained({ state, reason }: Classified, strain: Strain): Pick<Verdict, "state" | "reason"> {
  if (strain.state === null || strain.reason === null || state === "unknown") return { state, reason };
  const isWorse = state === "ok" || strain.state === "critical";
  return isWorse ? { state: strain.state, reason: strain.reason } : { state, reason };
}

function gaugesOf({ status }: MemberEvidence): Record<string, number> {
  if (status === null) return {};
  return {
    dbSizeBytes: status.dbSizeBytes,
    dbInUseBytes: status.dbInUseBytes,
    raftIndex: status.raftIndex,
    lagEntries: Math.max(0, status.raftIndex - status.appliedIndex),
    ...(status.latencyMs === null ? {} : { latencyMs: status.latencyMs }),
  };
}

interface Judged {
  readonly members: readonly Classified[];
  readonly quorum: Quorum;
  readonly listed: Shared;
}

const SUBJECT = "etcd-quorum/main";

function quorumVerdict(view: View, { members, quorum, listed }: Judged): Verdict {
  const { leader, leaderlessSinceMs } = view.memory.etcd;
  const leading = members.find(({ evidence }) => evidence.id !== null && evidence.id === leader?.id);
  const clusterIds = new Set(members.flatMap(({ evidence }) => (evidence.status ? [evidence.status.clusterId] : [])));
  const isLeaderless = leaderlessSinceMs !== null && members.some(({ class: found }) => found === "no-leader");
  const { state, reason } = quorumState(view, { quorum, clusters: clusterIds.size, isLeaderless });
  const planned = (view.target.plan?.machines ?? []).filter(({ roles }) => roles.includes("etcd")).length;
  return {
    ...listed,
    subject: SUBJECT,
    kind: "etcd-quorum",
    state,
    reason,
    values: {
      leader: leaderlessSinceMs === null ? (leading?.evidence.name ?? leader?.id ?? null) : null,
      leaderMachine: leaderlessSinceMs === null ? (leading?.evidence.machine?.hostname ?? null) : null,
      term: leader?.term ?? null,
      voters: quorum.voters,
      needed: quorum.needed,
      healthy: quorum.confirmed,
      unknown: quorum.unknown,
      low: quorum.low,
      high: quorum.high,
      planned: planned === 0 ? null : planned,
      lost: members
        .filter(({ class: found }) => found === "down" || found === "hung")
        .map(({ evidence }) => evidence.name)
        .sort(),
      movesIn15Min: leaderMoves(view.memory.etcd, view.clocks.monotonicMs),
    },
    machineId: leading?.evidence.machine?.id ?? null,
    observedAtMs: view.clocks.wallMs,
    // One answer without a leader is worth a word already; more than an election it is only when it lasts.
    confirmations: reason === "no-leader" && state === "warning" ? 1 : view.target.thresholds.confirmations,
    tracked: leading === undefined || isListAwaited(view) ? ["voters"] : ["leader", "voters"],
  };
}

/** Until the members are listed the leader goes by its id or its address: that it gets its name then is no event. */
function isListAwaited(view: View): boolean {
  return view.target.observer !== PASTED && view.of("etcd-members").length === 0;
}

interface Standing {
  readonly quorum: Quorum;
  readonly clusters: number;
  /** Members answer and none of them names a leader. */
  readonly isLeaderless: boolean;
}

/** How long there may be no leader before that is more than an election: two election timeouts of the plan. */
const ELECTION_MS = 1000;

function electionLimitMs({ target }: View): number {
  return 2 * (target.plan?.options.etcd?.electionMs ?? ELECTION_MS);
}

function isElecting(view: View, { evidence, class: found }: Classified): boolean {
  const forMs = leaderlessMs(view.memory.etcd, evidence.id, view.clocks.monotonicMs);
  return found === "no-leader" && forMs <= electionLimitMs(view);
}

function quorumState(
  view: View,
  { quorum, clusters, isLeaderless }: Standing,
): { readonly state: State; readonly reason: string } {
  const { leaderlessSinceMs } = view.memory.etcd;
  const forMs = leaderlessSinceMs === null ? 0 : view.clocks.monotonicMs - leaderlessSinceMs;
  if (clusters > 1) return { state: "critical", reason: "different-clusters" };
  if (!areMembersKnown(view)) return { state: "unknown", reason: "margin-unknown" };
  if (quorum.high < 0) return { state: "critical", reason: "no-quorum" };
  if (forMs > electionLimitMs(view) && quorum.unknown === 0) return { state: "critical", reason: "no-leader" };
  if (quorum.low < 0) return { state: "unknown", reason: "quorum-unknown" };
  if (quorum.low === 0 && quorum.voters > 1) {
    const state = quorum.high === 0 ? "critical" : "warning";
    return { state, reason: quorum.high === 0 ? "next-failure-stops-writes" : "margin-unknown" };
  }
  if (isLeaderless) return { state: "warning", reason: "no-leader" };
  if (quorum.low < tolerance(quorum.voters)) return { state: "warning", reason: "below-plan" };
  return flapping(view);
}

function flapping(view: View): { readonly state: State; readonly reason: string } {
  const moves = leaderMoves(view.memory.etcd, view.clocks.monotonicMs);
  const { warning, critical } = view.target.thresholds.moves;
  if (moves >= critical) return { state: "critical", reason: "flapping" };
  return moves >= warning ? { state: "warning", reason: "flapping" } : { state: "ok", reason: "healthy" };
}
