import type { Fact, FactKind } from "#lib/core/live/state.ts";

const SUMS: readonly FactKind[] = ["backend", "backend-spread", "margin"];
/** A balancer that works, and sees that servers behind it do not. */
const BEHIND_BALANCER = ["backends-down", "one-backend-up", "no-backend-up"];

/** True for what follows from other facts, which name the machine at fault. A lost majority is more than its members. */
export function isDerived({ kind, reason }: Pick<Fact, "kind" | "reason">): boolean {
  if (kind === "etcd-quorum") return reason !== "no-quorum";
  // The entry says of itself what the servers behind it say.
  if (kind === "api-path") return reason === "unready";
  return SUMS.includes(kind) || (kind === "balancer" && BEHIND_BALANCER.includes(reason));
}
