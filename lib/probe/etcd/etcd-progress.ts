import * as z from "zod";
import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { parseJson } from "#lib/probe/transport/parse-json.ts";
import { JSON_CAP_BYTES, read } from "#lib/probe/transport/read.ts";
import { okText } from "#lib/probe/transport/refusal.ts";

const Id = z.string().regex(/^[0-9a-f]{1,16}$/);
const Vars = z.object({
  "raft.status": z.object({
    id: Id,
    lead: Id,
    commit: z.number(),
    progress: z.record(
      Id,
      z.object({
        match: z.number(),
        next: z.number(),
        state: z.enum(["StateProbe", "StateReplicate", "StateSnapshot"]),
      }),
    ),
  }),
});

const QUESTION = {
  path: "/debug/vars",
  accept: "application/json",
  capBytes: JSON_CAP_BYTES,
  isFresh: false,
  body: null,
};

/** The followers as the leader sees them; it proves the health of members that we cannot reach ourselves. */
export const etcdProgress = probe("etcd-progress", async (look) => {
  const answer = await read(look, QUESTION);
  const { id, lead, commit, progress } = parseJson(okText(answer, "debug/vars"), "debug/vars", Vars)["raft.status"];
  // Only a leader has a view of the others; a follower's list is empty, which is not the same as "no followers".
  if (id !== lead)
    throw new Miss("not-found", `Member ${id} is not the leader (${lead === "0" ? "there is none" : lead}).`);
  const others = Object.entries(progress).filter(([memberId]) => memberId !== id);
  const followers = others.map(([memberId, { match, next, state }]) => ({ memberId, match, next, raftState: state }));
  return { leaderId: id, commit, followers };
});
