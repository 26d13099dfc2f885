import type { Connection } from "#lib/core/connection/connection.ts";
import type { LookedProbe, Target } from "#lib/core/live/observation.ts";
import { everyMs, RHYTHMS } from "#lib/core/live/thresholds.ts";
import type { Accesses } from "#lib/watch/accesses.ts";

/** One probe at one target, again and again. */
export interface Task {
  readonly probe: LookedProbe;
  readonly target: Target;
  readonly access: keyof Accesses;
  readonly everyMs: number;
  readonly timeoutMs: number;
}

const PER_MASTER: readonly LookedProbe[] = ["api-health", "api-version", "certificate", "loopback-certificate"];
/** Asked through the VIP: the cluster answers, whichever server that is. */
const PER_CLUSTER: readonly LookedProbe[] = [
  "api-health",
  "api-backend",
  "leases",
  "node-leases",
  "nodes",
  "static-pods",
  "api-endpoints",
  "cluster-identity",
  "config-map-cas",
  "own-credential",
  "certificate",
  "access",
];
const PER_MEMBER: readonly LookedProbe[] = [
  "etcd-status",
  "etcd-members",
  "etcd-progress",
  "etcd-health",
  "etcd-metrics",
  "certificate",
];
const KUBELET_PORT = 10250;
/** etcd's own ports: a member that keeps the first has its peers at the second. */
const ETCD_PORTS = { client: 2379, peer: 2380 } as const;

/** Intervals in ms that stand in for those of the product: a benchmark looks at certificates every few seconds. */
export type Pace = Readonly<Partial<Record<LookedProbe, number>>>;

/** Everything to look at on a cluster, in the order in which the first tile fills. */
export function tasksOf(connection: Connection, pace: Pace = {}): readonly Task[] {
  // The token of a pod ends within the hour, and the kubelet has replaced it by then.
  const { api, masters, etcd, balancers, pollSeconds, isInCluster } = connection;
  const path: Target = { name: "path", machineId: null, address: api.address, way: "path" };
  const of = (probes: readonly LookedProbe[], target: Target, access: keyof Accesses): Task[] =>
    probes.map((probe) => {
      const every = pace[probe] ?? everyMs(probe, pollSeconds);
      return { probe, target, access, everyMs: every, timeoutMs: Math.min(RHYTHMS[probe].timeoutMs, every - 1) };
    });
  const direct = ({ machineId, address }: Connection["masters"][number]): Target => {
    return { name: machineId ?? hostOf(address), machineId, address, way: "direct" };
  };
  return [
    ...of(PER_CLUSTER, path, "api").filter(({ probe }) => !(isInCluster && probe === "own-credential")),
    ...masters.flatMap((master) => of(PER_MASTER, direct(master), "api")),
    ...masters.flatMap((master) =>
      of(
        ["certificate"],
        { ...direct(master), address: `${bracketed(hostOf(master.address))}:${KUBELET_PORT}` },
        "api",
      ),
    ),
    ...(etcd?.members ?? []).flatMap((member) => [
      ...of(PER_MEMBER, direct(member), "etcd"),
      ...peerAddresses(member.address).flatMap((address) =>
        of(["certificate"], { ...direct(member), address }, "etcd"),
      ),
    ]),
    ...balancers.flatMap(({ machineId, name, statsUrl, slbUrl }) => {
      const about = { name: machineId ?? name, machineId, way: "direct" as const };
      return [
        ...(statsUrl === null ? [] : of(["haproxy-stats"], { ...about, address: statsUrl }, "pages")),
        ...(slbUrl === null ? [] : of(["slb"], { ...about, address: slbUrl }, "pages")),
      ];
    }),
    ...(connection.vipSlbUrl === null ? [] : of(["slb"], { ...path, address: connection.vipSlbUrl }, "pages")),
  ];
}

/** None where the client port is another one: then so may the peer port be, and nobody knows which. */
function peerAddresses(address: string): readonly string[] {
  const isUsual = address.endsWith(`:${ETCD_PORTS.client}`);
  return isUsual ? [`${bracketed(hostOf(address))}:${ETCD_PORTS.peer}`] : [];
}

function hostOf(address: string): string {
  return address.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
}

function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
