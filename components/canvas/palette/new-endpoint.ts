import { type Endpoint, type LoadBalancer, type LoadBalancerKind, lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { ENDPOINT_KINDS } from "./parts.ts";

const API_PORT = 6443;
/** On hosts that run an API server as well, the load balancer must listen elsewhere. */
const SHARED_HOST_PORT = 8443;

/** A load balancer of a kind with the least it needs; what both kinds know is kept when the kind is switched. */
function loadBalancerOf(kind: LoadBalancerKind, members: readonly string[]): LoadBalancer {
  switch (kind) {
    case "keepalived-haproxy":
    case "keepalived-nginx":
    case "keepalived-lvs":
      return { kind, members: [...members] };
    case "none":
    case "haproxy-in-cluster":
    case "kube-vip-arp":
    case "kube-vip-bgp":
    case "node-local":
    case "cloud-slb":
    case "hardware":
    case "dns-rr":
      return { kind };
  }
}

/** A new endpoint for `endpoint:<kind>`: its members are the load-balancer machines that no other endpoint uses. */
export function newEndpoint(plan: Plan, part: string, id: string): Endpoint {
  const kind = ENDPOINT_KINDS.find((each) => part === `endpoint:${each}`) ?? "none";
  const used = new Set(plan.endpoints.flatMap((endpoint) => lbMembers(endpoint.lb)));
  const free = plan.machines.filter((machine) => machine.roles.includes("lb") && !used.has(machine.id));
  const lb = loadBalancerOf(
    kind,
    free.map((machine) => machine.id),
  );
  const isShared = kind === "haproxy-in-cluster";
  return {
    id,
    audience: plan.endpoints.some((endpoint) => endpoint.audience === "nodes") ? "people" : "nodes",
    vips: [],
    port: isShared ? SHARED_HOST_PORT : API_PORT,
    ...(isShared ? { backendPort: API_PORT } : {}),
    lb,
  };
}

/** The same endpoint behind another kind of load balancer; members and the fields both kinds have stay. */
export function withKind(plan: Plan, endpoint: Endpoint, kind: LoadBalancerKind): Endpoint {
  const members = lbMembers(endpoint.lb);
  const fresh = newEndpoint(plan, `endpoint:${kind}`, endpoint.id);
  const lb = members.length > 0 ? loadBalancerOf(kind, members) : fresh.lb;
  const { backendPort: _backendPort, ...kept } = endpoint;
  const isShared = kind === "haproxy-in-cluster" && endpoint.port === API_PORT;
  return { ...kept, ...(isShared ? { port: fresh.port, backendPort: API_PORT } : {}), lb };
}
