import type { LiveTarget } from "#lib/core/live/live-target.ts";
import type { LeaseRecord, Observation } from "#lib/core/live/observation.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";

/** What we know of one lease by our own monotonic clock, as client-go's followers do; its renewTime is never compared. */
export interface TrackedLease {
  readonly record: LeaseRecord;
  readonly firstSeenMs: number;
  /** When the record last differed from the one before; null until we have seen it change once. */
  readonly changedMs: number | null;
  readonly isRecreated: boolean;
}

export interface LeaseMemory {
  readonly leases: ReadonlyMap<string, TrackedLease>;
  /** Monotonic instant of the last list, by probe: a longer pause means that our own process slept. */
  readonly listedMs: ReadonlyMap<string, number>;
}

export const emptyLeaseMemory: LeaseMemory = { leases: new Map(), listedMs: new Map() };

/** Two lists further apart than this many intervals prove nothing of what happened between them. */
const PAUSE_INTERVALS = 3;

function leaseKey({ namespace, name }: Pick<LeaseRecord, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}

/** Updates what is known of the leases in a list; those that the list no longer has are forgotten. */
export function rememberLeases(memory: LeaseMemory, observation: Observation, target: LiveTarget): LeaseMemory {
  const { probe, result, monotonicMs } = observation;
  if ((probe !== "leases" && probe !== "node-leases") || result.kind === "missed") return memory;
  const listedBefore = memory.listedMs.get(probe);
  const pauseMs = PAUSE_INTERVALS * everyMs(probe, target.pollSeconds);
  const hasSlept = listedBefore !== undefined && monotonicMs - listedBefore > pauseMs;
  const others = [...memory.leases].filter(([, { record }]) => isNodeLease(record) !== (probe === "node-leases"));
  const leases = new Map(others);
  for (const record of result.value.leases) {
    const known = hasSlept ? undefined : memory.leases.get(leaseKey(record));
    leases.set(leaseKey(record), tracked(known, record, monotonicMs));
  }
  return { leases, listedMs: new Map(memory.listedMs).set(probe, monotonicMs) };
}

function tracked(known: TrackedLease | undefined, record: LeaseRecord, monotonicMs: number): TrackedLease {
  if (known === undefined) return { record, firstSeenMs: monotonicMs, changedMs: null, isRecreated: false };
  if (known.record.uid !== record.uid) return { record, firstSeenMs: monotonicMs, changedMs: null, isRecreated: true };
  if (isSame(known.record, record)) return known;
  return { ...known, record, changedMs: monotonicMs };
}

/** Old locks in annotations change the object's version for other reasons too, so only what the record says counts. */
function isSame(a: LeaseRecord, b: LeaseRecord): boolean {
  return (
    a.holder === b.holder &&
    a.renewTimeMs === b.renewTimeMs &&
    a.acquireTimeMs === b.acquireTimeMs &&
    a.transitions === b.transitions
  );
}

function isNodeLease({ namespace }: LeaseRecord): boolean {
  return namespace === "kube-node-lease";
}
