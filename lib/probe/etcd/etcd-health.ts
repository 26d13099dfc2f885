import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { JSON_CAP_BYTES, read } from "#lib/probe/transport/read.ts";
import { refusalOf } from "#lib/probe/transport/refusal.ts";

const QUESTION = {
  path: "/readyz?verbose",
  accept: "text/plain",
  capBytes: JSON_CAP_BYTES,
  isFresh: false,
  body: null,
};
const LINE = /^\[([+-])\]linearizable_read\b/m;

/**
 * Whether a linearizable read succeeded just now: the proof of a quorum. `/readyz` (3.4.29, 3.5.11, 3.6) asks for a
 * read index and writes nothing. Where it is absent the member is older or runs with `--enable-v2`, and there
 * `/health` appends an entry to the raft log at every call: it is not asked.
 */
export const etcdHealth = probe("etcd-health", async (look) => {
  const answer = await read(look, QUESTION);
  if (answer.status === 404) {
    throw new Miss("not-found", "No /readyz: an older etcd, or --enable-v2; its /health would write to the log.", 404);
  }
  if (answer.status !== 200 && answer.status !== 503) throw refusalOf(answer, "readyz");
  const [, sign] = LINE.exec(answer.text) ?? [];
  return { isLinearizable: sign === undefined ? answer.status === 200 : sign === "+" };
});
