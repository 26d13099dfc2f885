import type { MissReason } from "#lib/core/live/observation.ts";
import { Miss } from "./miss.ts";
import type { Answer } from "./read.ts";

const REASON: Readonly<Record<number, MissReason>> = {
  401: "unauthorised",
  403: "forbidden",
  404: "not-found",
  429: "throttled",
};

/** What a status other than success means for a look at `what`, such as "leases in kube-system". */
export function refusalOf({ status, contentType }: Answer, what: string): Miss {
  const reason = REASON[status];
  if (reason !== undefined) return new Miss(reason, `${status} for ${what}.`, status);
  if (status < 500) return new Miss("bad-answer", `${status} for ${what}.`, status);
  const isProxy = status >= 502 && status <= 504 && !contentType.includes("json");
  const who = isProxy ? "a proxy or load balancer" : "the server itself";
  return new Miss("server-error", `${status} for ${what}, by ${who}.`, status);
}

export function okText(answer: Answer, what: string): string {
  if (answer.status < 200 || answer.status > 299) throw refusalOf(answer, what);
  return answer.text;
}
