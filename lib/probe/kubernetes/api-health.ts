import type { ApiHealth } from "#lib/core/live/observation.ts";
import { probe } from "#lib/probe/probe.ts";
import { remembered } from "#lib/probe/remembered.ts";
import { refusalOf } from "#lib/probe/transport/refusal.ts";
import { askKube } from "./kube.ts";

/** Healthy, failing, and the two that mean "reachable, health unknown". Anything else was not the API server's verdict. */
const VERDICTS = [200, 401, 403, 500];
/** kube-apiserver 1.36 has about 50 checks. */
const MAX_CHECKS = 200;

/** `/readyz?verbose`: through the VIP on a new connection, else one pinned back end would hide a failover. */
export const apiHealth = probe("api-health", async (look) => {
  const answer = await askKube(look, "/readyz?verbose", look.target.way === "path");
  if (!VERDICTS.includes(answer.status)) throw refusalOf(answer, "readyz");
  return {
    status: answer.status,
    checks: readChecks(answer.text),
    latencyMs: answer.latencyMs,
    serverTimeMs: answer.dateMs,
    leafFingerprint: answer.leafFingerprint,
    backendAddress: null,
  };
});

/** Servers of one version say the same, look after look. A text that is longer than this is no honest one. */
const USUAL_LENGTH_MAX = 8000;
const usualChecks = remembered(200, (text: string) => text, checksIn);

/** Lines such as `[+]etcd ok` and `[-]etcd failed: reason withheld`; the text is for people, so what is odd is skipped. */
export function readChecks(text: string): ApiHealth["checks"] {
  return text.length > USUAL_LENGTH_MAX ? checksIn(text) : usualChecks(text);
}

function checksIn(text: string): ApiHealth["checks"] {
  return [...text.matchAll(/^\[([+-])\]([\w./-]{1,100})/gm)]
    .slice(0, MAX_CHECKS)
    .map(([, sign, name = ""]) => ({ name, isOk: sign === "+" }));
}
