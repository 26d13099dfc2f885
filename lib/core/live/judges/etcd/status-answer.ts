import type { EtcdStatus } from "#lib/core/live/observation.ts";

/** What `Status` of etcd's maintenance service answers, by gRPC or as etcdctl prints it; ids are lower-case hex. */
export interface StatusAnswer {
  readonly header: { readonly cluster_id: string; readonly member_id: string };
  readonly version: string;
  readonly leader: string;
  readonly raftTerm: number;
  readonly raftIndex: number;
  readonly raftAppliedIndex: number;
  readonly dbSize: number;
  readonly dbSizeInUse: number;
  readonly dbSizeQuota: number;
  readonly isLearner: boolean;
  readonly errors: readonly string[];
}

const NO_LEADER = "0";
/** An alarm names a member each; a cluster has at most a handful. */
const MAX_ERRORS = 50;
const MAX_ERROR_LENGTH = 200;

/** A member's word about itself. Before 3.6 the quota is not told. */
export function statusOf(answer: StatusAnswer, latencyMs: number | null): EtcdStatus {
  return {
    clusterId: answer.header.cluster_id,
    memberId: answer.header.member_id,
    leaderId: answer.leader === NO_LEADER ? null : answer.leader,
    version: answer.version,
    raftTerm: answer.raftTerm,
    raftIndex: answer.raftIndex,
    appliedIndex: answer.raftAppliedIndex,
    dbSizeBytes: answer.dbSize,
    dbInUseBytes: answer.dbSizeInUse,
    quotaBytes: answer.dbSizeQuota === 0 ? null : answer.dbSizeQuota,
    isLearner: answer.isLearner,
    errors: answer.errors.slice(0, MAX_ERRORS).map((error) => error.slice(0, MAX_ERROR_LENGTH)),
    latencyMs,
  };
}
