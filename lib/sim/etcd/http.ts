import type { ServerResponse } from "node:http";
import type { SimCluster } from "#lib/sim/cluster.ts";
import { type Handler, sendJson, sendText } from "#lib/sim/network/http.ts";
import type { EtcdMemberState } from "#lib/sim/state.ts";
import { commitIndex, followersOf, hasQuorum, leaderOf, viewOf } from "./raft.ts";

/** The HTTP side of a member's client port. */
export function etcdHandler(cluster: SimCluster, member: EtcdMemberState): Handler {
  return (request, response) => {
    if (member.condition === "hung") return;
    switch (request.url?.split("?")[0]) {
      case "/debug/vars":
        return sendVars(response, cluster, member);
      case "/metrics":
        return sendText(response, 200, metricsOf(cluster, member));
      case "/readyz":
        return sendReady(response, cluster, member);
      case "/version":
        return sendJson(response, 200, {
          etcdserver: cluster.layout.etcdVersion,
          etcdcluster: cluster.layout.etcdVersion,
        });
      default:
        sendText(response, 404, "404 page not found\n");
    }
  };
}

function sendVars(response: ServerResponse, { state, nowMs }: SimCluster, member: EtcdMemberState): void {
  const { leaderId, term, index } = viewOf(state, member, nowMs());
  const isLeader = leaderOf(state, nowMs())?.id === member.id;
  const progress = followersOf(state, nowMs()).map(({ member: { id }, match, raftState }) => [
    id.toString(16),
    { match, next: match + 1, state: raftState },
  ]);
  sendJson(response, 200, {
    cmdline: ["etcd"],
    "raft.status": {
      id: member.id.toString(16),
      term,
      vote: leaderId.toString(16),
      commit: isLeader ? commitIndex(state, nowMs()) : index,
      lead: leaderId.toString(16),
      raftState: isLeader ? "StateLeader" : "StateFollower",
      applied: index,
      progress: isLeader ? Object.fromEntries(progress) : {},
      leadtransferee: "0",
    },
  });
}

function sendReady(response: ServerResponse, { state }: SimCluster, { condition }: EtcdMemberState): void {
  const isReadable = hasQuorum(state) && condition !== "isolated";
  const line = isReadable ? "[+]linearizable_read ok" : "[-]linearizable_read failed: context deadline exceeded";
  sendText(response, isReadable ? 200 : 503, `[+]data_corruption ok\n[+]serializable_read ok\n${line}\n`);
}

function metricsOf({ state, nowMs }: SimCluster, member: EtcdMemberState): string {
  const { leaderId } = viewOf(state, member, nowMs());
  const peers = state.members.filter(({ id }) => id !== member.id);
  const buckets = ["0.001", "0.002", "0.004", "0.008", "0.016", "+Inf"];
  const count = Math.floor((nowMs() - state.startedAtMs) / 1000);
  return `${[
    "# TYPE etcd_server_has_leader gauge",
    `etcd_server_has_leader ${leaderId === 0n ? 0 : 1}`,
    `etcd_server_leader_changes_seen_total ${state.term - 3}`,
    "etcd_server_quota_backend_bytes 2.147483648e+09",
    "etcd_mvcc_db_total_size_in_bytes 4.2e+07",
    "etcd_mvcc_db_total_size_in_use_in_bytes 2.1e+07",
    ...peers.map(({ id, condition }) => {
      const labels = `{Local="${member.id.toString(16)}",Remote="${id.toString(16)}"}`;
      return `etcd_network_active_peers${labels} ${condition === "down" ? 0 : 1}`;
    }),
    ...buckets.map((le) => `etcd_disk_wal_fsync_duration_seconds_bucket{le="${le}"} ${count}`),
    `etcd_disk_wal_fsync_duration_seconds_sum ${count / 1000}`,
    `etcd_disk_wal_fsync_duration_seconds_count ${count}`,
    "go_goroutines 120",
  ].join("\n")}\n`;
}
