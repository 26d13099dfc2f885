import type { Socket } from "node:net";
import type { SecureContext } from "node:tls";
import { balancerHandler, isUp } from "./balancer.ts";
import {
  apiContext,
  etcdContext,
  kubeletContext,
  LOOPBACK_NAME,
  loopbackContext,
} from "./certificates/server-identities.ts";
import type { SimCluster } from "./cluster.ts";
import { serveGrpc } from "./etcd/grpc-server.ts";
import { etcdHandler } from "./etcd/http.ts";
import { apiHandler } from "./kubernetes/api.ts";
import { serveHttp } from "./network/http.ts";
import { createListener, type Listener } from "./network/listener.ts";
import { PORTS } from "./network/places.ts";
import { acceptTls, clientOf } from "./network/secure.ts";
import type { SimMachine } from "./spec.ts";

/** A listener and whether its process is running. */
export interface Door {
  readonly listener: Listener;
  readonly isOpen: () => boolean;
}

/** Every listening address of a cluster. */
export function doorsOf(cluster: SimCluster): readonly Door[] {
  const { layout, state, placing } = cluster;
  const door = (ip: string, port: number, onSocket: (socket: Socket) => void, isOpen: () => boolean): Door => ({
    listener: createListener(placing(ip, port), onSocket),
    isOpen,
  });
  const masters = layout.masters.flatMap((machine) => {
    const { ip, host } = machine;
    const isMemberUp = () => state.members.find((member) => member.host === host)?.condition !== "down";
    return [
      door(
        ip,
        PORTS.api,
        (raw) => openApi(cluster, machine, raw),
        () => state.api.get(host)?.isRefused === false,
      ),
      door(ip, PORTS.etcd, (raw) => openEtcd(cluster, host, raw), isMemberUp),
      door(
        ip,
        PORTS.etcdPeer,
        (raw) => openShowing(raw, etcdContext(cluster, host, "peer"), true),
        () => layout.hasPeerPorts && isMemberUp(),
      ),
      door(
        ip,
        PORTS.kubelet,
        (raw) => openShowing(raw, kubeletContext(cluster, host), false),
        () => layout.hasKubelets,
      ),
    ];
  });
  const balancers = layout.balancers.map(({ ip, host }) =>
    door(
      ip,
      PORTS.stats,
      (raw) => serveHttp(raw, balancerHandler(cluster, host)),
      () => !state.balancersDown.has(host),
    ),
  );
  const hasHolder = () => layout.balancers.length === 0 || state.vipHolders.size > 0;
  const vip = [
    door(layout.vip, PORTS.api, (raw) => forward(cluster, raw), hasHolder),
    door(layout.vip, PORTS.stats, (raw) => openHolder(cluster, raw), hasHolder),
  ];
  return [...masters, ...balancers, ...vip];
}

function openApi(cluster: SimCluster, machine: SimMachine, raw: Socket): void {
  const api = cluster.state.api.get(machine.host);
  // A stopped process: the kernel accepts, and nobody ever reads.
  if (api === undefined || api.isHung) return;
  const door = {
    context: apiContext(cluster, machine.host, api),
    named: { name: LOOPBACK_NAME, context: loopbackContext(cluster, machine.host) },
    isCertificateDemanded: api.demandsCertificate !== null,
    protocols: ["http/1.1"],
  };
  acceptTls(raw, door, (socket) => serveHttp(socket, apiHandler(cluster, machine, socket)));
}

function openEtcd(cluster: SimCluster, host: string, raw: Socket): void {
  const member = cluster.state.members.find((candidate) => candidate.host === host);
  if (member === undefined || member.condition === "hung") return;
  const context = etcdContext(cluster, host, "server");
  const door = { context, named: null, isCertificateDemanded: true, protocols: ["h2", "http/1.1"] };
  acceptTls(raw, door, (socket) => {
    if (clientOf(socket, cluster.pki().etcd) === null) socket.destroy();
    else if (socket.alpnProtocol === "h2") serveGrpc(socket, cluster, member);
    else serveHttp(socket, etcdHandler(cluster, member));
  });
}

/** A port that is looked at for its certificate alone. */
function openShowing(raw: Socket, context: SecureContext, isCertificateDemanded: boolean): void {
  const door = { context, named: null, isCertificateDemanded, protocols: ["http/1.1"] };
  acceptTls(raw, door, (socket) => serveHttp(socket, (_request, response) => void response.writeHead(404).end()));
}

const turns = new WeakMap<SimCluster, number>();

/** The load balancer's TCP side: the next back end in turn, its bytes untouched. Without one the client is cut off. */
function forward(cluster: SimCluster, raw: Socket): void {
  const backends = cluster.layout.masters.filter(({ host }) => isUp(cluster, host));
  const turn = turns.get(cluster) ?? 0;
  turns.set(cluster, turn + 1);
  const backend = backends[turn % backends.length];
  const isAnswering = backend !== undefined && cluster.state.api.get(backend.host)?.isRefused === false;
  if (isAnswering) openApi(cluster, backend, raw);
  else raw.resetAndDestroy();
}

function openHolder(cluster: SimCluster, raw: Socket): void {
  const [holder = ""] = cluster.state.vipHolders;
  serveHttp(raw, balancerHandler(cluster, holder));
}
