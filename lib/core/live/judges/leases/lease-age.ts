import type { LeaseRecord } from "#lib/core/live/observation.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import type { TrackedLease } from "./lease-memory.ts";

/** States of a lease, best first. `settling`: not seen changing yet, and not watched for long enough to blame it. */
export type LeaseState = "fresh" | "settling" | "late" | "stale" | "released" | "abandoned";

export interface LeaseAge {
  readonly state: LeaseState;
  /** Milliseconds since the record changed, or since we first saw it, by our own clock. */
  readonly ageMs: number;
}

const DEFAULT_DURATION_SECONDS = 15;

/** Judges a lease of leader election as its followers would (client-go), give or take one poll. */
export function leaseAge(lease: TrackedLease, nowMs: number, rules: LeaseRules): LeaseAge {
  const { thresholds, pollMs } = rules;
  const ageMs = nowMs - (lease.changedMs ?? lease.firstSeenMs);
  const durationMs = durationOf(lease.record);
  const state = (): LeaseState => {
    if (lease.record.holder === "") return ageMs <= DEFAULT_DURATION_SECONDS * 1000 ? "released" : "abandoned";
    if (ageMs > durationMs + pollMs + thresholds.leaseGraceMs) return "stale";
    if (lease.changedMs === null) return "settling";
    // The renew deadline is two thirds of the duration, in kubeadm's defaults and in every shorter set-up seen.
    const lateMs = Math.min(thresholds.leaseLateMs, (durationMs * 2) / 3) + pollMs;
    return ageMs > lateMs ? "late" : "fresh";
  };
  return { state: state(), ageMs };
}

export interface LeaseRules {
  readonly thresholds: Thresholds;
  readonly pollMs: number;
}

function durationOf({ durationSeconds }: LeaseRecord): number {
  // A released lease carries one second; the next holder will write the real figure again.
  return Math.max(2, durationSeconds ?? DEFAULT_DURATION_SECONDS) * 1000;
}

const SUFFIX = /_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The host in a holder identity: `<host name>_<uuid>` for leader election, the bare name for kube-vip. */
export function holderHost(holder: string): string {
  return holder.replace(SUFFIX, "");
}
