import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { parseAnswer } from "./answer.ts";
import { STATUS } from "./etcd-proto.ts";
import { callEtcd } from "./grpc.ts";
import { hexId, wholeNumber } from "./numbers.ts";

const Status = z.object({
  header: z.object({ cluster_id: hexId, member_id: hexId }),
  version: z.string().max(50),
  leader: hexId,
  raftTerm: wholeNumber,
  raftIndex: wholeNumber,
  raftAppliedIndex: wholeNumber,
  dbSize: wholeNumber,
  dbSizeInUse: wholeNumber,
  dbSizeQuota: wholeNumber,
  isLearner: z.boolean(),
  errors: z.array(z.string()),
});

const NO_LEADER = "0";
/** An alarm names a member each; a cluster has at most a handful. */
const MAX_ERRORS = 50;
const MAX_ERROR_LENGTH = 200;

/** Local to the member: about 10 ms, works without quorum, and already lists alarms. `AlarmList` would write to raft. */
export const etcdStatus = probe("etcd-status", async (look) => {
  const startedMs = performance.now();
  const status = parseAnswer(await callEtcd(look, STATUS, {}), Status);
  return {
    clusterId: status.header.cluster_id,
    memberId: status.header.member_id,
    leaderId: status.leader === NO_LEADER ? null : status.leader,
    version: status.version,
    raftTerm: status.raftTerm,
    raftIndex: status.raftIndex,
    appliedIndex: status.raftAppliedIndex,
    dbSizeBytes: status.dbSize,
    dbInUseBytes: status.dbSizeInUse,
    quotaBytes: status.dbSizeQuota === 0 ? null : status.dbSizeQuota,
    isLearner: status.isLearner,
    errors: status.errors.slice(0, MAX_ERRORS).map((error) => error.slice(0, MAX_ERROR_LENGTH)),
    latencyMs: performance.now() - startedMs,
  };
});
