import type { Verdict, View } from "#lib/core/live/live-state.ts";
import type { Listed } from "./judge-leases.ts";
import type { TrackedLease } from "./lease-memory.ts";

const NAME = /^apiserver-[a-z0-9]{10,}$/;

/**
 * One fact per API server that announces itself, and one per planned master that does not. They renew every ten
 * seconds; the hour that their lease claims says nothing. Nothing is said where no server announces itself (< 1.26).
 */
export function judgeIdentities(view: View, listed: Listed): readonly Verdict[] {
  const leases = [...view.memory.leases.leases.values()].filter(
    ({ record }) => record.namespace === "kube-system" && NAME.test(record.name),
  );
  if (leases.length === 0) return [];
  const seen = leases.map((lease) => identityVerdict(view, lease, listed));
  const present = new Set(seen.map(({ machineId }) => machineId));
  const masters = (view.target.plan?.machines ?? []).filter(({ roles }) => roles.includes("control-plane"));
  const absent = masters
    .filter(({ id }) => !present.has(id))
    .map(
      (machine): Verdict => ({
        ...base(listed),
        subject: `identity-lease/${machine.id}`,
        state: "warning",
        reason: "no-identity",
        values: { machine: machine.hostname, count: leases.length, planned: masters.length },
        machineId: machine.id,
      }),
    );
  return [...seen, ...absent];
}

function identityVerdict(view: View, { record, changedMs, firstSeenMs }: TrackedLease, listed: Listed): Verdict {
  const machine = view.machines.of(record.hostname);
  const ageMs = listed.sample - (changedMs ?? firstSeenMs);
  const limitMs = view.target.thresholds.identityStaleMs + view.target.pollSeconds * 1000;
  const isStale = ageMs > limitMs;
  const freshReason = changedMs === null ? "settling" : "fresh";
  const freshState = changedMs === null ? "unknown" : "ok";
  return {
    ...base(listed),
    subject: `identity-lease/${machine?.id ?? record.hostname ?? record.name}`,
    state: isStale ? "warning" : freshState,
    reason: isStale ? "stale-identity" : freshReason,
    values: { machine: machine?.hostname ?? record.hostname, lease: record.name, identity: record.holder },
    machineId: machine?.id ?? null,
  };
}

function base(listed: Listed) {
  return { ...listed, kind: "identity-lease" as const, confirmations: 1, tracked: ["identity"] };
}
