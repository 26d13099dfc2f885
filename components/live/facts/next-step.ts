import { type Fact, PASTED } from "#lib/core/live/state.ts";
import { lastMissIn } from "./pick-facts.ts";

/** Ways to make something visible; each is a text, some lead to the connection. */
export const STEPS = [
  "wait",
  "permission",
  "credential",
  "unlock",
  "pod",
  "network",
  "dns",
  "trust",
  "client-certificate",
  "add-etcd",
  "add-balancer",
  "add-check",
  "look-at-server",
  "engine",
  "server-side",
  "report",
  "paste",
] as const;
export type NextStep = (typeof STEPS)[number];

const BY_REASON: Readonly<Record<string, NextStep>> = {
  settling: "wait",
  "to-be-confirmed": "wait",
  "never-seen": "wait",
  throttled: "wait",
  "not-permitted": "permission",
  forbidden: "permission",
  "status-403": "permission",
  unauthorised: "credential",
  "status-401": "credential",
  "credential-locked": "unlock",
  "no-service-account": "pod",
  timeout: "network",
  refused: "network",
  reset: "network",
  unreachable: "network",
  "forbidden-address": "network",
  "only-through-balancer": "network",
  "balancers-silent": "network",
  dns: "dns",
  "tls-untrusted": "trust",
  "tls-name": "trust",
  "tls-protocol": "trust",
  "client-certificate-required": "client-certificate",
  "no-channel": "add-balancer",
  "holder-not-seen": "add-balancer",
  "no-check": "add-check",
  "unknown-status": "add-check",
  "no-backends": "add-check",
  stale: "engine",
  "margin-unknown": "add-etcd",
  "quorum-unknown": "add-etcd",
  "server-error": "server-side",
  "status-404": "server-side",
  "status-429": "wait",
  "no-lock-object": "server-side",
  "probe-error": "report",
  "bad-answer": "look-at-server",
  "too-large": "look-at-server",
  redirected: "look-at-server",
};

/** Unknown because one look, or an old one, does not tell. */
const TIME_ALONE: readonly string[] = ["stale", "settling", "to-be-confirmed", "never-seen", "quorum-unknown"];

/** What would let this unknown be seen. */
function nextStep(fact: Fact): NextStep {
  // No engine looked, so nothing about an engine's way would help.
  if (fact.observer === PASTED) return TIME_ALONE.includes(fact.reason) ? "paste" : "look-at-server";
  const { kind } = fact;
  const reason = lastMissIn(fact) ?? fact.reason;
  if (reason === "not-configured" || reason === "not-found") {
    if (kind.startsWith("etcd")) return "add-etcd";
    return kind === "balancer" || kind === "backend" || kind === "vip" ? "add-balancer" : "look-at-server";
  }
  return BY_REASON[reason] ?? "look-at-server";
}

/** Steps that are taken on the page of the connection. */
export function leadsToConnection(step: NextStep): boolean {
  return ["permission", "credential", "trust", "client-certificate", "add-etcd", "add-balancer"].includes(step);
}

export interface Unseen {
  readonly reason: string;
  readonly step: NextStep;
  readonly facts: readonly Fact[];
}

/** All that nobody can see, by reason and by what would show it; the largest group first. */
export function unseenOf(facts: readonly Fact[]): readonly Unseen[] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    if (fact.state !== "unknown") continue;
    const key = `${nextStep(fact)} ${fact.reason} ${lastMissIn(fact)}`;
    groups.set(key, [...(groups.get(key) ?? []), fact]);
  }
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined ? [] : [{ reason: first.reason, step: nextStep(first), facts: group }];
    })
    .sort((a, b) => b.facts.length - a.facts.length);
}
