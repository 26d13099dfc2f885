import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { parseAnswer } from "./answer.ts";
import { MEMBER_LIST } from "./etcd-proto.ts";
import { callEtcd } from "./grpc.ts";
import { hexId } from "./numbers.ts";

const MemberList = z.object({
  header: z.object({ cluster_id: hexId }),
  members: z
    .array(
      z.object({
        ID: hexId,
        name: z.string().max(300),
        peerURLs: z.array(z.string().max(500)).optional(),
        clientURLs: z.array(z.string().max(500)).optional(),
        isLearner: z.boolean(),
      }),
    )
    .optional(),
});

/** The members as this member knows them: not linearizable, so that it answers without a quorum. */
export const etcdMembers = probe("etcd-members", async (look) => {
  const list = parseAnswer(await callEtcd(look, MEMBER_LIST, { linearizable: false }), MemberList);
  const members = (list.members ?? []).map(({ ID, name, peerURLs, clientURLs, isLearner }) => ({
    id: ID,
    name,
    peerUrls: peerURLs ?? [],
    clientUrls: clientURLs ?? [],
    isLearner,
  }));
  return { clusterId: list.header.cluster_id, members };
});
