import { probe } from "#lib/probe/probe.ts";
import { Miss } from "#lib/probe/transport/miss.ts";
import { read } from "#lib/probe/transport/read.ts";
import { okText } from "#lib/probe/transport/refusal.ts";

/** Present from 3.4 to 3.7. A histogram comes with its buckets: a percentile is a difference between two looks. */
const FAMILIES = [
  "etcd_server_has_leader",
  "etcd_server_leader_changes_seen_total",
  "etcd_server_proposals_failed_total",
  "etcd_server_proposals_pending",
  "etcd_server_quota_backend_bytes",
  "etcd_server_slow_apply_total",
  "etcd_server_heartbeat_send_failures_total",
  "etcd_mvcc_db_total_size_in_bytes",
  "etcd_mvcc_db_total_size_in_use_in_bytes",
  "etcd_network_active_peers",
  "etcd_network_disconnected_peers_total",
  "etcd_disk_wal_fsync_duration_seconds",
  "etcd_disk_backend_commit_duration_seconds",
  "etcd_network_peer_round_trip_time_seconds",
];
/** Real answers are about 150 kB. */
const CAP_BYTES = 10 * 1024 * 1024;
/** 14 families, three histograms of about 20 buckets, one of them per peer. */
const MAX_SAMPLES = 1000;
const SAMPLE = /^(([a-z_]{1,100}?)(?:_bucket|_sum|_count)?(?:\{[^}\n]{0,500}\})?) (\S{1,40})$/gm;

/** Wanted samples of `/metrics`, by the name and labels with which the text writes them. */
export const etcdMetrics = probe("etcd-metrics", async (look) => {
  const question = { accept: "text/plain", capBytes: CAP_BYTES, isFresh: false, body: null };
  const path = look.target.address.includes("://") ? null : "/metrics";
  const values = readSamples(okText(await read(look, { ...question, path }), "metrics"));
  if (Object.keys(values).length === 0) throw new Miss("bad-answer", "The answer holds no metric of etcd.");
  return { values };
});

export function readSamples(text: string): Readonly<Record<string, number>> {
  const values: Record<string, number> = {};
  let count = 0;
  for (const [, sample = "", family = "", number] of text.matchAll(SAMPLE)) {
    const value = Number(number === "+Inf" ? "Infinity" : number);
    if (!FAMILIES.includes(family) || Number.isNaN(value)) continue;
    values[sample] = value;
    count += 1;
    if (count === MAX_SAMPLES) break;
  }
  return values;
}
