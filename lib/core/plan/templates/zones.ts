import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { machinesOf, type Row, type Template } from "./rows.ts";
import { modern, SURVIVE_ONE, UBUNTU } from "./software.ts";

const ZONES = ["a", "b", "c"];
const RTT_LIMIT_MS = 5;

/** T5: one master in each of three zones, and enough workers to lose a zone. */
export function threeZones(): Template {
  const rows: Row[] = [
    {
      ...inZones("master", { perZone: 1, subnet: 0, firstHost: 21 }),
      spec: "8C-32G-100G+100G(nvme,etcd)",
      roles: ["control-plane", "etcd"],
      remark: "control-plane + etcd, one per zone",
    },
    {
      ...inZones("worker", { perZone: 3, subnet: 1, firstHost: 1 }),
      spec: "16C-64G-100G+300G",
      roles: ["worker"],
      remark: "requests fit on the six workers of two zones",
    },
    {
      ...inZones("infra", { perZone: 1, subnet: 2, firstHost: 11 }),
      spec: "8C-48G-100G+500G",
      roles: ["infra"],
      remark: "ingress, monitoring",
    },
    {
      ...inZones("storage", { perZone: 2, subnet: 3, firstHost: 11 }),
      spec: "8C-32G-100G+2T(raw)",
      roles: ["storage"],
      remark: "Ceph",
    },
    {
      names: ["harbor-a", "harbor-b"],
      ips: ["10.41.4.11", "10.42.4.11"],
      zones: ["a", "b"],
      spec: "4C-8G-60G+200G",
      roles: ["registry"],
      remark: "Harbor on an object store",
    },
  ];
  return { machines: machinesOf(rows, UBUNTU), endpoints: ENDPOINTS, options: options() };
}

type Placement = { readonly perZone: number; readonly subnet: number; readonly firstHost: number };

/** `worker-a1`, `worker-a2`, ... zone by zone; zone a is 10.41.0.0/16, b 10.42, c 10.43. */
function inZones(role: string, { perZone, subnet, firstHost }: Placement): Pick<Row, "names" | "ips" | "zones"> {
  const places = ZONES.flatMap((zone, index) =>
    Array.from({ length: perZone }, (_, host) => ({
      zone,
      name: `${role}-${zone}${host + 1}`,
      ip: `10.${41 + index}.${subnet}.${firstHost + host}`,
    })),
  );
  return {
    names: places.map(({ name }) => name),
    ips: places.map(({ ip }) => ip),
    zones: places.map(({ zone }) => zone),
  };
}

const ENDPOINTS: Endpoint[] = [
  {
    id: "api-nodes",
    audience: "nodes",
    vips: [],
    port: 6443,
    lb: { kind: "node-local", program: "haproxy" },
    remark: "The zones share no layer 2, so every node has its own proxy",
  },
  {
    id: "api-people",
    audience: "people",
    vips: [],
    port: 6443,
    lb: { kind: "cloud-slb", isCrossZone: true },
    remark: "Cross-zone load balancer, or kube-vip with BGP",
  },
  {
    id: "registry",
    audience: "registry",
    vips: [],
    port: 443,
    lb: { kind: "dns-rr", addresses: ["10.41.4.11", "10.42.4.11"] },
    remark: "DNS, or a load balancer in front",
  },
];

function options(): PlanOptions {
  const nodes = ["10.41.0.0/16", "10.42.0.0/16", "10.43.0.0/16"];
  const base = modern("stacked", { nodes, pods: "10.64.0.0/16", services: "10.112.0.0/16" });
  const infra = inZones("infra", { perZone: 1, subnet: 2, firstHost: 11 }).names;
  const storage = inZones("storage", { perZone: 2, subnet: 3, firstHost: 11 }).names;
  return {
    ...base,
    environment: "production",
    etcd: {
      topology: "stacked",
      version: "3.6.14",
      heartbeatMs: 100,
      electionMs: 1000,
      rttMs: {
        "master-a1|master-b1": RTT_LIMIT_MS,
        "master-a1|master-c1": RTT_LIMIT_MS,
        "master-b1|master-c1": RTT_LIMIT_MS,
      },
    },
    ingress: { kind: "gateway-api", replicas: 3, machines: [...infra] },
    monitoring: { kind: "prometheus", machines: [...infra] },
    registry: { kind: "harbor", machines: ["harbor-a", "harbor-b"], sharedStore: "object store" },
    storage: [
      {
        kind: "ceph",
        machines: [...storage],
        replicas: 3,
        failureDomain: "zone",
        remark: "One mon per zone; 5 if stretched",
      },
    ],
    targets: { failuresToSurvive: { ...SURVIVE_ONE, zone: 1 } },
  };
}
