import type { Fact, FactKind } from "#lib/core/live/state.ts";

const SUMS: readonly FactKind[] = ["etcd-quorum", "backend", "backend-spread", "margin"];
/** A balancer that works, and sees that servers behind it do not. */
const BEHIND_BALANCER = ["backends-down", "one-backend-up", "no-backend-up"];

/** True for what follows from other facts, which name the machine at fault. */
export function isDerived({ kind, reason }: Pick<Fact, "kind" | "reason">): boolean {
  return SUMS.includes(kind) || (kind === "balancer" && BEHIND_BALANCER.includes(reason));
}
