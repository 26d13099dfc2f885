import { textIn } from "#components/live/facts/pick-facts.ts";
import type { Fact, FactKind } from "#lib/core/live/state.ts";

/** What to do next about a state that calls for someone; each is a text. */
const REMEDIES = [
  "reach-machine",
  "start-etcd",
  "hung",
  "follow",
  "no-space",
  "disarm",
  "space",
  "disk",
  "quorum",
  "start-api",
  "api-checks",
  "lease",
  "kubelet",
  "pod",
  "balancer",
  "back-ends",
  "vip",
  "two-holders",
  "path",
  "add-names",
  "renew",
  "clock",
  "version",
  "access",
] as const;
export type Remedy = (typeof REMEDIES)[number];

/** Silence of the whole machine, whatever ran on it. */
const UNREACHED = ["unreachable", "timeout", "dns"];

const BY_REASON: Readonly<Record<string, Remedy>> = {
  hung: "hung",
  lag: "follow",
  snapshot: "follow",
  learner: "follow",
  "no-leader": "quorum",
  "space-low": "space",
  "slow-disk": "disk",
  "names-missing": "add-names",
  "some-names-missing": "add-names",
  unready: "api-checks",
  "two-holders": "two-holders",
  "one-balancer-left": "balancer",
};

const BY_KIND: Readonly<Record<FactKind, Remedy>> = {
  "api-path": "path",
  "api-server": "start-api",
  "backend-spread": "back-ends",
  lease: "lease",
  "identity-lease": "start-api",
  "etcd-quorum": "quorum",
  "etcd-member": "start-etcd",
  "etcd-alarm": "disarm",
  certificate: "renew",
  node: "kubelet",
  "static-pod": "pod",
  balancer: "balancer",
  backend: "back-ends",
  vip: "vip",
  version: "version",
  clock: "clock",
  access: "access",
  margin: "quorum",
};

/** The next step for whoever reads this at night. */
export function remedyOf({ kind, reason, values }: Pick<Fact, "kind" | "reason" | "values">): Remedy {
  if (kind === "etcd-alarm") return textIn({ values }, "alarm") === "NOSPACE" ? "no-space" : "disarm";
  if (UNREACHED.includes(reason) && kind !== "api-path") return "reach-machine";
  if (kind === "balancer" && reason !== "refused") return "back-ends";
  return BY_REASON[reason] ?? BY_KIND[kind];
}
