import type { ClusterState, EtcdMemberState } from "#lib/sim/state.ts";

/** A quiet cluster: ten writes a second. */
const WRITES_PER_MS = 0.01;
const FIRST_INDEX = 100_000;
/** What an election costs with etcd's defaults (1 s timeout). */
const ELECTION_MS = 1200;
/** Without pre-vote, an isolated member starts an election at each timeout, and the term rises. */
const ELECTION_TIMEOUT_MS = 1000;
const LAG = 5000;

export function voters({ members }: ClusterState): readonly EtcdMemberState[] {
  return members.filter(({ isLearner }) => !isLearner);
}

/** Members that see each other and take part. */
function connected(state: ClusterState): readonly EtcdMemberState[] {
  return voters(state).filter(
    ({ condition, host }) => host !== null && (condition === "up" || condition === "lagging"),
  );
}

export function hasQuorum(state: ClusterState): boolean {
  return connected(state).length >= Math.floor(voters(state).length / 2) + 1;
}

/** The member left: whoever can elects another leader a second later. Called after a condition changed. */
export function settleRaft(state: ClusterState, nowMs: number): void {
  const alive = connected(state);
  const isLeaderAlive = alive.some(({ id }) => id === state.leaderId);
  if (!hasQuorum(state)) {
    state.frozenIndex ??= growingIndex(state, nowMs);
    state.leaderId = null;
    return;
  }
  state.frozenIndex = null;
  if (isLeaderAlive) return;
  state.leaderId = null;
  state.electionDoneAtMs = nowMs + ELECTION_MS;
}

/** The leader as of now; an election that is due is held here, so that an idle simulation costs nothing. */
export function leaderOf(state: ClusterState, nowMs: number): EtcdMemberState | null {
  if (state.leaderId === null && hasQuorum(state) && nowMs >= state.electionDoneAtMs) {
    state.leaderId = connected(state)[0]?.id ?? null;
    state.term += 1;
  }
  return state.members.find(({ id }) => id === state.leaderId) ?? null;
}

export function commitIndex(state: ClusterState, nowMs: number): number {
  return state.frozenIndex ?? growingIndex(state, nowMs);
}

function growingIndex({ startedAtMs }: ClusterState, nowMs: number): number {
  return FIRST_INDEX + Math.floor((nowMs - startedAtMs) * WRITES_PER_MS);
}

export interface MemberView {
  readonly leaderId: bigint;
  readonly term: number;
  readonly index: number;
  readonly errors: readonly string[];
}

/** What this member believes. Asking a member that just came back uses up one of its stale answers. */
export function viewOf(state: ClusterState, member: EtcdMemberState, nowMs: number): MemberView {
  const leader = leaderOf(state, nowMs);
  const index = commitIndex(state, nowMs) - (member.condition === "lagging" ? LAG : 0);
  const alarms = state.hasNoSpace ? [`memberID:${state.members[0]?.id ?? 0n} alarm:NOSPACE `] : [];
  if (member.staleLooks > 0) {
    member.staleLooks -= 1;
    return { leaderId: member.id, term: state.term - 1, index, errors: alarms };
  }
  if (member.condition === "isolated") {
    const term = state.term + Math.floor((nowMs - member.isolatedSinceMs) / ELECTION_TIMEOUT_MS);
    return { leaderId: 0n, term, index, errors: ["etcdserver: no leader", ...alarms] };
  }
  const errors = leader === null ? ["etcdserver: no leader", ...alarms] : alarms;
  return { leaderId: leader?.id ?? 0n, term: state.term, index, errors };
}

export interface FollowerView {
  readonly member: EtcdMemberState;
  readonly match: number;
  readonly raftState: "StateProbe" | "StateReplicate" | "StateSnapshot";
}

/** The others as the leader sees them. */
export function followersOf(state: ClusterState, nowMs: number): readonly FollowerView[] {
  const commit = commitIndex(state, nowMs);
  return state.members.map((member) => {
    if (member.condition === "lagging") return { member, match: commit - LAG, raftState: "StateSnapshot" };
    if (member.condition === "up" && member.host !== null)
      return { member, match: commit, raftState: "StateReplicate" };
    return { member, match: FIRST_INDEX, raftState: "StateProbe" };
  });
}
