import type { Classified, MemberClass } from "./classify.ts";

/** What the votes allow: from what is proven to what would be if everything unknown were well. */
export interface Quorum {
  readonly voters: number;
  readonly needed: number;
  readonly confirmed: number;
  readonly unknown: number;
  /** Members that may still be lost: low = unknown ones are down, high = they are up. Below 0 = no quorum. */
  readonly low: number;
  readonly high: number;
}

const WELL: readonly MemberClass[] = ["healthy", "healthy-by-peers"];
const OPEN: readonly MemberClass[] = ["unknown"];

export interface Votes {
  /** A linearizable read has just succeeded: a majority is up, whoever it may be. */
  readonly isProven: boolean;
  /** Without a leader for no longer than an election takes: it answers, and will vote. */
  readonly isElecting: (member: Classified) => boolean;
}

/** Learners never vote; a member that was added and never started does. */
export function quorumOf(members: readonly Classified[], { isProven, isElecting }: Votes): Quorum {
  const voting = members.filter((member) => member.class !== "learner" && !member.evidence.isLearner);
  const needed = Math.floor(voting.length / 2) + 1;
  const healthy = voting.filter((member) => WELL.includes(member.class) || isElecting(member)).length;
  const unknown = voting.filter((member) => OPEN.includes(member.class)).length;
  const confirmed = isProven ? Math.max(healthy, needed) : healthy;
  const most = Math.max(confirmed, healthy + unknown);
  return { voters: voting.length, needed, confirmed, unknown, low: confirmed - needed, high: most - needed };
}

/** The number of members that a cluster of so many can lose. */
export function tolerance(voters: number): number {
  return Math.floor((voters - 1) / 2);
}
