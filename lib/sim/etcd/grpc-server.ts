import { type Http2Stream, performServerHandshake, type ServerHttp2Stream } from "node:http2";
import type { Duplex } from "node:stream";
import { MEMBER_LIST, STATUS } from "#lib/probe/etcd/etcd-proto.ts";
import { frame } from "#lib/probe/etcd/frame.ts";
import type { SimCluster } from "#lib/sim/cluster.ts";
import { addressOf } from "#lib/sim/network/listener.ts";
import { PORTS } from "#lib/sim/network/places.ts";
import type { EtcdMemberState } from "#lib/sim/state.ts";
import { viewOf } from "./raft.ts";

/** Shown by every simulated cluster with its own uid mixed in, so that two clusters are told apart. */
const CLUSTER_ID_BASE = 0xcdf818194e3a8c32n;
const DB_BYTES = 42_000_000;
const QUOTA_BYTES = 2 ** 31;
/** An alarm is raised near the quota. */
const FULL_BYTES = QUOTA_BYTES - 1_000_000;
const UNIMPLEMENTED = 12;

/** Speaks gRPC on an accepted HTTP/2 connection. */
export function serveGrpc(socket: Duplex, cluster: SimCluster, member: EtcdMemberState): void {
  const session = performServerHandshake(socket);
  session.on("error", () => session.destroy());
  session.on("stream", (stream, headers) => {
    stream.on("error", () => stream.destroy());
    stream.resume();
    // A hung process keeps its connections and says nothing on them.
    if (member.condition === "hung") return;
    const answer = answerOf(String(headers[":path"]), cluster, member);
    if (answer === null) return refuse(stream);
    stream.respond({ ":status": 200, "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => sendTrailers(stream, { "grpc-status": "0" }));
    stream.end(frame(answer));
  });
}

function refuse(stream: ServerHttp2Stream): void {
  const status = { "grpc-status": String(UNIMPLEMENTED), "grpc-message": "unknown method" };
  stream.respond({ ":status": 200, "content-type": "application/grpc", ...status }, { endStream: true });
}

function sendTrailers(stream: Http2Stream, trailers: Readonly<Record<string, string>>): void {
  if (!stream.destroyed) stream.sendTrailers(trailers);
}

function answerOf(path: string, cluster: SimCluster, member: EtcdMemberState): Buffer | null {
  if (path === STATUS.path) return STATUS.responseSerialize(statusOf(cluster, member));
  return path === MEMBER_LIST.path ? MEMBER_LIST.responseSerialize(membersOf(cluster, member)) : null;
}

function statusOf(cluster: SimCluster, member: EtcdMemberState): object {
  const { leaderId, term, index, errors } = viewOf(cluster.state, member, cluster.nowMs());
  const bytes = cluster.state.hasNoSpace ? FULL_BYTES : DB_BYTES;
  return {
    header: headerOf(cluster, member),
    version: cluster.layout.etcdVersion,
    dbSize: bytes,
    dbSizeInUse: Math.floor(bytes / 2),
    ...(isFrom36(cluster.layout.etcdVersion) ? { dbSizeQuota: QUOTA_BYTES } : {}),
    leader: String(leaderId),
    raftTerm: String(term),
    raftIndex: String(index),
    raftAppliedIndex: String(index),
    isLearner: member.isLearner,
    errors,
  };
}

function membersOf(cluster: SimCluster, member: EtcdMemberState): object {
  const { state, layout, placing } = cluster;
  const members = state.members.map(({ id, name, host, isLearner }) => {
    const ip = layout.masters.find((machine) => machine.host === host)?.ip ?? null;
    const urls = (port: number) => (ip === null ? [] : [`https://${addressOf(placing(ip, port))}`]);
    const peerURLs = ip === null ? ["https://10.0.0.99:2380"] : urls(PORTS.etcdPeer);
    return { ID: String(id), name, isLearner, peerURLs, clientURLs: urls(PORTS.etcd) };
  });
  return { header: headerOf(cluster, member), members };
}

function headerOf({ uid, state }: SimCluster, { id }: EtcdMemberState): object {
  const own = BigInt(`0x${uid.replaceAll("-", "").slice(0, 8)}`);
  return { cluster_id: String(CLUSTER_ID_BASE ^ own), member_id: String(id), raft_term: String(state.term) };
}

/** The quota is told from 3.6 on. */
function isFrom36(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > 3 || (major === 3 && minor >= 6);
}
