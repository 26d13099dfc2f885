import type { Sighting, View } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";
import { percentile99Ms } from "./histogram.ts";
import type { MemberEvidence } from "./members.ts";

/** What wears a member that is otherwise well. */
export interface Strain {
  readonly state: Extract<State, "warning" | "critical"> | null;
  readonly reason: "space-low" | "slow-disk" | "lag" | null;
  readonly quotaBytes: number | null;
  readonly gauges: Readonly<Record<string, number>>;
}

const QUOTA = "etcd_server_quota_backend_bytes";
const FSYNC = "etcd_disk_wal_fsync_duration_seconds";
const COMMIT = "etcd_disk_backend_commit_duration_seconds";

/** Space against the quota, the disk's slowest hundredth between two looks at the metrics, and entries not yet applied. */
export function strainOf(view: View, { status, sighting }: MemberEvidence): Strain {
  const { etcdQuotaShare, etcdFsyncMs, etcdCommitMs, etcdLagEntries } = view.target.thresholds;
  const metrics = view.of("etcd-metrics").find(({ last }) => last.target.name === sighting?.last.target.name);
  const quotaBytes = status?.quotaBytes ?? latest(metrics)?.[QUOTA] ?? null;
  const fsyncMs = slowest(metrics, FSYNC);
  const commitMs = slowest(metrics, COMMIT);
  const share = status === null || quotaBytes === null || quotaBytes <= 0 ? null : status.dbSizeBytes / quotaBytes;
  const lag = status === null ? null : status.raftIndex - status.appliedIndex;
  const found = [
    judged(share, etcdQuotaShare, "space-low" as const),
    judged(lag, etcdLagEntries, "lag" as const),
    judged(fsyncMs, etcdFsyncMs, "slow-disk" as const),
    judged(commitMs, etcdCommitMs, "slow-disk" as const),
  ].filter((one) => one !== null);
  const worst = found.find(({ state }) => state === "critical") ?? found[0];
  return {
    state: worst?.state ?? null,
    reason: worst?.reason ?? null,
    quotaBytes,
    gauges: {
      ...(fsyncMs === null ? {} : { fsyncP99Ms: Math.round(fsyncMs) }),
      ...(commitMs === null ? {} : { commitP99Ms: Math.round(commitMs) }),
    },
  };
}

interface Limits {
  readonly warning: number;
  readonly critical: number;
}

function judged<Reason extends string>(value: number | null, limits: Limits, reason: Reason) {
  if (value === null || value < limits.warning) return null;
  return { state: value >= limits.critical ? ("critical" as const) : ("warning" as const), reason };
}

type Metrics = Sighting<"etcd-metrics"> | undefined;

function latest(metrics: Metrics): Readonly<Record<string, number>> | null {
  return metrics?.seen?.result.kind === "seen" ? metrics.seen.result.value.values : null;
}

function slowest(metrics: Metrics, family: string): number | null {
  const now = latest(metrics);
  const before = metrics?.seenBefore?.result.kind === "seen" ? metrics.seenBefore.result.value.values : null;
  return now === null || before === null ? null : percentile99Ms(before, now, family);
}
