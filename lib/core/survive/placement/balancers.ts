import { type Endpoint, type LoadBalancerKind, lbMembers } from "#lib/core/plan/endpoint.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Audience, Parts } from "./parts.ts";

/** A machine that carries a load balancer, and the program whose end takes it out of service there. */
export interface Balancer {
  readonly machine: Machine;
  readonly program: string;
}

// HAProxy or nginx and its keepalived count as one program: keepalived gives the VIP away when the proxy ends.
const PROGRAMS: Readonly<Record<LoadBalancerKind, string | null>> = {
  none: null,
  "keepalived-haproxy": "haproxy",
  "keepalived-nginx": "nginx",
  "keepalived-lvs": "keepalived",
  "haproxy-in-cluster": "haproxy",
  "kube-vip-arp": "kube-vip",
  "kube-vip-bgp": "kube-vip",
  "node-local": null,
  "cloud-slb": null,
  hardware: null,
  "dns-rr": null,
};

/** The machines that carry the load balancer of an endpoint; empty where it has no machines of its own. */
export function balancersOf(parts: Parts, { audience, lb }: Endpoint): readonly Balancer[] {
  const program = PROGRAMS[lb.kind];
  if (program === null) return [];
  const hosts = "members" in lb ? memberHosts(parts, lbMembers(lb), audience) : backends(parts, audience);
  return hosts.map((machine) => ({ machine, program }));
}

/** The machines that answer behind an endpoint. */
export function backends(parts: Parts, audience: Audience): readonly Machine[] {
  return audience === "registry" ? parts.registry : parts.controlPlane;
}

function memberHosts(parts: Parts, ids: readonly string[], audience: Audience): readonly Machine[] {
  const hosts = ids.flatMap((id) => parts.members.get(id) ?? []);
  if (hosts.length > 0) return hosts;
  return audience === "registry" ? parts.registry : parts.balancers;
}

const NEEDS_LAYER_2: readonly LoadBalancerKind[] = [
  "keepalived-haproxy",
  "keepalived-nginx",
  "keepalived-lvs",
  "haproxy-in-cluster",
  "kube-vip-arp",
];

/** Whether a virtual address moves between hosts by VRRP or ARP, which takes one broadcast domain. */
export function needsSegment({ lb }: Endpoint): boolean {
  return (
    NEEDS_LAYER_2.includes(lb.kind) || (lb.kind === "hardware" && lb.mode !== "active-active" && (lb.units ?? 1) > 1)
  );
}
