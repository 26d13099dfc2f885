import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { machinesOf, type Row, range, series, type Template } from "./rows.ts";
import { modern, SURVIVE_ONE, UBUNTU, withBalancer } from "./software.ts";

const RACKS_PER_ZONE = 10;
const WORKERS_PER_RACK = 40;
const ZONES = ["a", "b", "c"];
// Two zones with two racks each and one with one: 2+2+1.
const FIVE = { racks: ["a1", "a2", "b1", "b2", "c1"], zones: ["a", "a", "b", "b", "c"] };
const THREE = { racks: ["a1", "b1", "c1"], zones: ZONES };

/** T6: 1,200 workers in 30 racks, with separate etcd for events. */
export function largeCluster(): Template {
  return {
    machines: machinesOf([...centralRows(), ...workerRows()], UBUNTU),
    endpoints: [
      apiEndpoint("api-1", "10.128.30.10", ["slb1", "slb2"]),
      apiEndpoint("api-2", "10.128.30.20", ["slb3", "slb4"]),
    ],
    options: options(),
  };
}

function centralRows(): Row[] {
  return [
    {
      names: series("slb", 4),
      ips: range("10.128.30.11", 4),
      spec: "8C-16G-100G",
      roles: ["lb"],
      remark: "two VIP pairs behind one DNS name, maxconn 60 000 each",
      racks: ["a1", "b1", "b2", "c1"],
      zones: ["a", "b", "b", "c"],
      also: { nicGbps: 10 },
    },
    {
      names: series("master", 5),
      ips: range("10.128.30.31", 5),
      spec: "32C-128G-200G",
      roles: ["control-plane"],
      remark: "max-requests-inflight 800/400, client QPS 500",
      ...FIVE,
    },
    {
      names: series("etcd", 5),
      ips: range("10.128.30.41", 5),
      spec: "16C-64G-100G+256G(nvme,etcd)",
      roles: ["etcd"],
      remark: "quota 8 GiB",
      ...FIVE,
    },
    {
      names: series("etcd-ev", 3),
      ips: range("10.128.30.51", 3),
      spec: "8C-32G-100G+256G(nvme)",
      roles: ["etcd"],
      remark: "events only",
      ...THREE,
      also: { isEventsEtcd: true },
    },
    {
      names: series("infra", 6),
      ips: range("10.128.30.61", 6),
      spec: "32C-128G-200G+2000G(nvme)",
      roles: ["infra"],
      remark: "sharded Prometheus, logging, ingress",
      ...THREE,
    },
    {
      names: series("registry", 3),
      ips: range("10.128.30.71", 3),
      spec: "16C-32G-100G+500G",
      roles: ["registry"],
      remark: "Harbor on an object store, P2P distribution",
      ...THREE,
    },
  ];
}

/** One /24 per rack: rack a1 is 10.128.0.0/24, c10 is 10.128.29.0/24. */
function workerRows(): Row[] {
  const racks = ZONES.flatMap((zone) => series(zone, RACKS_PER_ZONE).map((rack) => ({ zone, rack })));
  const names = series("worker", racks.length * WORKERS_PER_RACK);
  return racks.map(({ zone, rack }, index) => ({
    names: names.slice(index * WORKERS_PER_RACK, (index + 1) * WORKERS_PER_RACK),
    ips: range(`10.128.${index}.11`, WORKERS_PER_RACK),
    spec: "32C-128G-200G+500G",
    roles: ["worker"],
    remark: "worker",
    zones: [zone],
    racks: [rack],
  }));
}

function apiEndpoint(id: string, vip: string, members: string[]): Endpoint {
  return {
    id,
    audience: "nodes",
    dnsName: "k8s-api.large.example",
    vips: [vip],
    port: 6443,
    lb: { kind: "keepalived-haproxy", members, globalMaxconn: 60_000 },
    remark: "One of two VIP pairs; the DNS name has both addresses",
  };
}

function options(): PlanOptions {
  const base = withBalancer(
    modern("external", { nodes: ["10.128.0.0/19"], pods: "10.64.0.0/13", services: "10.96.0.0/16" }),
  );
  const infra = series("infra", 6);
  return {
    ...base,
    environment: "production",
    network: { ...base.network, cni: { kind: "calico", version: "3.32", mode: "Typha with 10 replicas" } },
    etcd: {
      topology: "external",
      version: "3.6.14",
      quotaGiB: 8,
      heartbeatMs: 100,
      electionMs: 1000,
      hasEventsSplit: true,
    },
    certificates: { sans: ["k8s-api.large.example", "10.128.30.10", "10.128.30.20"] },
    ingress: { kind: "gateway-api", machines: infra },
    monitoring: { kind: "prometheus", machines: infra },
    logging: { kind: "other", machines: infra },
    registry: { kind: "harbor", machines: series("registry", 3), sharedStore: "object store" },
    targets: { pods: 36_000, failuresToSurvive: { ...SURVIVE_ONE, controlPlane: 2, etcd: 2, rack: 1 } },
    remark: "Let machines join in batches of at most 50.",
  };
}
