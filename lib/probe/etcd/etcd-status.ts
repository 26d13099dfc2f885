import * as z from "zod";
import { statusOf } from "#lib/core/live/judges/etcd/status-answer.ts";
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

/** Local to the member: about 10 ms, works without quorum, and already lists alarms. `AlarmList` would write to raft. */
export const etcdStatus = probe("etcd-status", async (look) => {
  const startedMs = performance.now();
  const answer = parseAnswer(await callEtcd(look, STATUS, {}), Status);
  return statusOf(answer, performance.now() - startedMs);
});
