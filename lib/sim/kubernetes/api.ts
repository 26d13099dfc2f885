import type { IncomingMessage, ServerResponse } from "node:http";
import type { TLSSocket } from "node:tls";
import type { SimCluster } from "#lib/sim/cluster.ts";
import { type Handler, sendJson } from "#lib/sim/network/http.ts";
import { addressOf } from "#lib/sim/network/listener.ts";
import { PORTS } from "#lib/sim/network/places.ts";
import { clientOf } from "#lib/sim/network/secure.ts";
import type { SimMachine } from "#lib/sim/spec.ts";
import { sendHealth } from "./health.ts";
import { nodeLeases, systemLeases } from "./leases.ts";
import { misbehave } from "./misbehave.ts";
import { configMap, nodeObjects, podObjects } from "./objects.ts";
import { sendReview } from "./review.ts";

const HEALTH = /^\/(?:readyz|livez|healthz)$/;
/** What anybody may read on a cluster with its defaults (system:public-info-viewer). */
const PUBLIC = /^\/(?:readyz|livez|healthz|version)$/;
const REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
const CONFIG_MAP = /^\/api\/v1\/namespaces\/kube-system\/configmaps\/([a-z0-9.-]+)$/;

/** The HTTP side of the API server on one master, for one connection. */
export function apiHandler(cluster: SimCluster, machine: SimMachine, socket: TLSSocket): Handler {
  const client = clientOf(socket, cluster.pki().kubernetes);
  return (request, response) => {
    const api = cluster.state.api.get(machine.host);
    if (api === undefined || api.isHung) return;
    response.setHeader("date", new Date(cluster.nowMs() + api.skewMs).toUTCString());
    if (api.misbehaviour !== null) return misbehave(api.misbehaviour, request, response);
    if (api.status !== null) return sendStatus(response, api.status);
    const url = URL.parse(request.url ?? "/", "https://sim");
    if (url === null) return sendStatus(response, 400);
    const refusal = refusalOf(cluster, { request, url, client });
    if (refusal !== null) return sendStatus(response, refusal);
    route({ cluster, machine, url, clockMs: cluster.nowMs() + api.skewMs }, request, response);
  };
}

interface Caller {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly client: string | null;
}

/** 401 for a wrong credential, 403 for none where one is needed, and for what the role does not grant. */
function refusalOf({ token, state }: SimCluster, { request, url, client }: Caller): number | null {
  const { authorization } = request.headers;
  const isKnown = client !== null || authorization === `Bearer ${token}`;
  if (authorization !== undefined && !isKnown) return 401;
  if (!isKnown && !PUBLIC.test(url.pathname)) return 403;
  return url.pathname.split("/").some((part) => state.forbidden.has(part)) ? 403 : null;
}

interface Call {
  readonly cluster: SimCluster;
  readonly machine: SimMachine;
  readonly url: URL;
  readonly clockMs: number;
}

function route(call: Call, request: IncomingMessage, response: ServerResponse): void {
  const { cluster, machine, url } = call;
  if (HEALTH.test(url.pathname)) {
    sendHealth(response, cluster, machine.host, url);
  } else if (url.pathname === REVIEW) {
    sendReview(request, response, cluster).catch(() => sendStatus(response, 400));
  } else {
    const object = objectAt(call);
    if (object === null) sendStatus(response, 404);
    else sendJson(response, 200, object);
  }
}

/** The object or list at a path; null where there is none. */
function objectAt({ cluster, machine, url, clockMs }: Call): object | null {
  const { layout, uid, placing, state } = cluster;
  const map = CONFIG_MAP.exec(url.pathname)?.[1];
  if (map !== undefined) {
    const data = configMap(cluster, map);
    return data === null ? null : { metadata: { name: map }, data };
  }
  switch (url.pathname) {
    case "/version":
      return { gitVersion: layout.kubernetesVersion, platform: "linux/amd64" };
    case "/api": {
      const serverAddress = addressOf(placing(machine.ip, PORTS.api));
      const serverAddressByClientCIDRs = [{ clientCIDR: "0.0.0.0/0", serverAddress }];
      return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs };
    }
    case "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases":
      return pageOf(url, systemLeases(cluster, clockMs));
    case "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases":
      return pageOf(url, nodeLeases(cluster, clockMs));
    case "/api/v1/nodes":
      return pageOf(url, nodeObjects(cluster));
    case "/api/v1/namespaces/kube-system/pods":
      return pageOf(url, podObjects(cluster));
    case "/api/v1/namespaces/kube-system":
      return { metadata: { name: "kube-system", uid } };
    case "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes": {
      const up = layout.masters.filter(({ host }) => state.api.get(host)?.isRefused !== true);
      return { endpoints: up.map(({ ip }) => ({ addresses: [ip] })) };
    }
    default:
      return null;
  }
}

/** Pages as the API server cuts them; the continue token is where the next one starts. */
function pageOf(url: URL, items: readonly object[]): object {
  const start = Number(url.searchParams.get("continue") ?? 0);
  const end = start + Number(url.searchParams.get("limit") ?? items.length);
  const metadata = end < items.length ? { continue: String(end) } : {};
  return { metadata, items: items.slice(start, end) };
}

function sendStatus(response: ServerResponse, code: number): void {
  if (code === 429) response.setHeader("retry-after", "1");
  sendJson(response, code, { kind: "Status", apiVersion: "v1", status: "Failure", code });
}
