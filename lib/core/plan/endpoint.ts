import * as z from "zod";
import { Port } from "./address.ts";
import { MachineId } from "./machine.ts";

const Ip = z.string().max(64);
const Members = z.array(MachineId).max(64);

const vrrp = {
  vrid: z.int().min(1).max(255).optional(),
  interfaceName: z.string().max(15).optional(),
  /** VRRP priority by machine id, 1 to 254. */
  priorities: z.record(MachineId, z.int().min(1).max(254)).optional(),
  checkWeight: z.int().min(-253).max(253).optional(),
  isUnicast: z.boolean().optional(),
  isNoPreempt: z.boolean().optional(),
  advertIntervalSeconds: z.number().positive().max(255).optional(),
};

const proxy = {
  globalMaxconn: z.int().positive().optional(),
  serverMaxconn: z.int().positive().optional(),
  clientTimeoutSeconds: z.number().positive().optional(),
  serverTimeoutSeconds: z.number().positive().optional(),
  tunnelTimeoutSeconds: z.number().positive().optional(),
  healthCheck: z.enum(["tcp", "https-readyz"]).optional(),
  checkIntervalMs: z.int().positive().optional(),
  statsPort: Port.optional(),
};

/** The load balancer of an endpoint, one shape per kind. `members` are LB hosts unless said otherwise. */
export const LoadBalancer = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("keepalived-haproxy"), members: Members, ...vrrp, ...proxy }),
  z.strictObject({ kind: z.literal("keepalived-nginx"), members: Members, ...vrrp, ...proxy }),
  z.strictObject({
    kind: z.literal("keepalived-lvs"),
    members: Members,
    ...vrrp,
    forwarding: z.enum(["dr", "nat", "tun"]).optional(),
    scheduler: z.enum(["rr", "wrr", "lc", "wlc", "sh"]).optional(),
  }),
  /** HAProxy and keepalived as static pods on the control-plane hosts themselves. */
  z.strictObject({ kind: z.literal("haproxy-in-cluster"), ...vrrp, ...proxy }),
  z.strictObject({
    kind: z.literal("kube-vip-arp"),
    interfaceName: z.string().max(15).optional(),
    version: z.string().max(40).optional(),
    leaseSeconds: z.int().positive().optional(),
  }),
  z.strictObject({
    kind: z.literal("kube-vip-bgp"),
    version: z.string().max(40).optional(),
    localAs: z.int().positive().optional(),
    peers: z
      .array(z.strictObject({ ip: Ip, as: z.int().positive() }))
      .max(16)
      .optional(),
  }),
  /** A small proxy on every node, reaching all API servers directly: no VIP. */
  z.strictObject({
    kind: z.literal("node-local"),
    program: z.enum(["haproxy", "nginx", "lvscare", "envoy"]).optional(),
    localPort: Port.optional(),
  }),
  z.strictObject({
    kind: z.literal("cloud-slb"),
    provider: z.string().max(60).optional(),
    instance: z.string().max(120).optional(),
    isCrossZone: z.boolean().optional(),
    healthCheck: z.enum(["tcp", "https-readyz"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("hardware"),
    model: z.string().max(120).optional(),
    units: z.int().min(1).max(8).optional(),
    mode: z.enum(["active-standby", "active-active"]).optional(),
    healthCheck: z.enum(["tcp", "https-readyz"]).optional(),
  }),
  z.strictObject({
    kind: z.literal("dns-rr"),
    ttlSeconds: z.int().positive().optional(),
    addresses: z.array(Ip).max(64).optional(),
  }),
]);
export type LoadBalancer = z.infer<typeof LoadBalancer>;
export type LoadBalancerKind = LoadBalancer["kind"];

/** How one group of clients reaches the API (or the registry). */
export const Endpoint = z.strictObject({
  id: MachineId,
  audience: z.enum(["nodes", "people", "registry"]),
  /** Pools whose kubelets use it, where a plan has several endpoints for nodes; without any it serves them all. */
  pools: z.array(z.string().max(120)).max(64).optional(),
  dnsName: z.string().max(253).optional(),
  vips: z.array(Ip).max(8),
  port: Port,
  /** Port of the back ends, 6443 unless the load balancer shares the hosts of the API servers. */
  backendPort: Port.optional(),
  lb: LoadBalancer,
  remark: z.string().max(500).optional(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** Ids of the machines that carry this load balancer as LB hosts; empty for kinds without hosts of their own. */
export function lbMembers(lb: LoadBalancer): readonly string[] {
  return "members" in lb ? lb.members : [];
}
