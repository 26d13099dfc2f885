import type { Observation } from "#lib/core/live/observation.ts";

/** A claim of who leads, as one member made it. */
interface LeaderClaim {
  readonly memberId: string;
  readonly leaderId: string | null;
  readonly term: number;
  readonly monotonicMs: number;
}

/** What two samples prove and one does not. */
export interface EtcdMemory {
  /** The last two claims of each target, newer first. */
  readonly claims: ReadonlyMap<string, readonly LeaderClaim[]>;
  /** Leader in force with its term: moved only by a higher term that two samples agree on. */
  readonly leader: { readonly id: string; readonly term: number } | null;
  /** Monotonic instants at which another member took the lead. That a known one learnt its name is no move. */
  readonly movedMs: readonly number[];
  /** Monotonic instant since which no member has named a leader; null while one does. */
  readonly leaderlessSinceMs: number | null;
}

export const emptyEtcdMemory: EtcdMemory = { claims: new Map(), leader: null, movedMs: [], leaderlessSinceMs: null };

const QUARTER_HOUR_MS = 900_000;
/** A claim older than this says nothing about now. */
const CLAIM_VALID_MS = 60_000;

/** Takes in one `etcd-status`; anything else leaves the memory as it is. */
export function rememberEtcd(memory: EtcdMemory, { probe, target, result, monotonicMs }: Observation): EtcdMemory {
  if (probe !== "etcd-status") return memory;
  const claims = new Map(memory.claims);
  if (result.kind === "missed") {
    claims.delete(target.name);
  } else {
    const { memberId, leaderId, raftTerm: term } = result.value;
    const [before] = memory.claims.get(target.name) ?? [];
    const claim = { memberId, leaderId, term, monotonicMs };
    claims.set(target.name, before === undefined ? [claim] : [claim, before]);
  }
  const current = [...claims.values()].flat().filter((claim) => monotonicMs - claim.monotonicMs <= CLAIM_VALID_MS);
  const isLed = [...claims.values()].some(([newest]) => newest !== undefined && newest.leaderId !== null);
  const leader = leaderOf(memory.leader, current);
  const hasMoved = memory.leader !== null && leader?.id !== memory.leader.id;
  return {
    claims,
    leader,
    movedMs: hasMoved ? [...recent(memory.movedMs, monotonicMs), monotonicMs] : memory.movedMs,
    leaderlessSinceMs: isLed ? null : (memory.leaderlessSinceMs ?? monotonicMs),
  };
}

/** How often the lead changed hands in the last quarter of an hour. */
export function leaderMoves({ movedMs }: EtcdMemory, monotonicMs: number): number {
  return recent(movedMs, monotonicMs).length;
}

function recent(movedMs: readonly number[], nowMs: number): readonly number[] {
  return movedMs.filter((at) => at > nowMs - QUARTER_HOUR_MS);
}

/**
 * The highest term wins, once two samples agree on its leader; a claim with a lower term is one of the past (a member
 * that was asleep, or a torn read of the new leader with the old term).
 */
function leaderOf(before: EtcdMemory["leader"], claims: readonly LeaderClaim[]): EtcdMemory["leader"] {
  const votes = new Map<string, number>();
  for (const { leaderId, term } of claims) {
    if (leaderId === null || (before !== null && term < before.term)) continue;
    const key = `${term} ${leaderId}`;
    votes.set(key, (votes.get(key) ?? 0) + 1);
  }
  const agreed = [...votes]
    .filter(([, count]) => count >= 2)
    .map(([key]) => ({ term: Number(key.split(" ")[0]), id: key.split(" ")[1] ?? "" }))
    .sort((a, b) => b.term - a.term);
  return agreed[0] ?? before;
}
