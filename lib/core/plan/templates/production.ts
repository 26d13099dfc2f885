import type { Endpoint } from "#lib/core/plan/endpoint.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { machinesOf, type Row, range, series, type Template } from "./rows.ts";
import { modern, SURVIVE_ONE, UBUNTU, withBalancer } from "./software.ts";

const RACKS = ["a", "b", "c"];
const MAXCONN_100_NODES = 4000;

/** T3: three stacked masters and six workers for about 400 pods. */
export function stackedProduction(): Template {
  const rows: Row[] = [
    {
      names: series("slb", 2),
      ips: range("10.20.1.11", 2),
      spec: "2C-4G-50G",
      roles: ["lb"],
      remark: "HAProxy + Keepalived, maxconn 4 000",
      racks: RACKS,
      hypervisors: ["h1", "h2"],
    },
    {
      names: series("master", 3),
      ips: range("10.20.1.21", 3),
      spec: "4C-16G-100G+50G(nvme,etcd)",
      roles: ["control-plane", "etcd"],
      remark: "control-plane + etcd",
      racks: RACKS,
      hypervisors: ["h1", "h2", "h3"],
    },
    {
      names: series("worker", 6),
      ips: range("10.20.1.31", 6),
      spec: "16C-64G-100G+300G(containerd)",
      roles: ["worker"],
      remark: "worker, N+1",
      racks: RACKS,
    },
    {
      names: series("harbor", 2),
      ips: range("10.20.1.51", 2),
      spec: "4C-8G-60G+500G",
      roles: ["registry"],
      remark: "Harbor, replication",
      racks: ["b", "c"],
      hypervisors: ["h4", "h5"],
    },
  ];
  const endpoints = [{ ...apiEndpoint("10.20.1.10"), dnsName: "api.prod.example" }, registryEndpoint("10.20.1.50")];
  return { machines: machinesOf(rows, UBUNTU), endpoints, options: stackedOptions() };
}

function apiEndpoint(vip: string): Endpoint {
  const lb = { kind: "keepalived-haproxy" as const, members: series("slb", 2), globalMaxconn: MAXCONN_100_NODES };
  return { id: "api", audience: "nodes", vips: [vip], port: 6443, lb };
}

function registryEndpoint(vip: string): Endpoint {
  return {
    id: "registry",
    audience: "registry",
    vips: [vip],
    port: 443,
    lb: { kind: "keepalived-nginx", members: series("harbor", 2) },
    remark: "Harbor's own nginx answers; Keepalived moves the VIP",
  };
}

function stackedOptions(): PlanOptions {
  const networks = { nodes: ["10.20.1.0/24"], pods: "10.64.0.0/16", services: "10.96.0.0/16" };
  return {
    ...withBalancer(modern("stacked", networks)),
    environment: "production",
    certificates: { sans: ["api.prod.example", "10.20.1.10"] },
    registry: { kind: "harbor", address: "10.20.1.50", machines: series("harbor", 2) },
    storage: [{ kind: "csi", remark: "Vendor CSI; or Longhorn with one more raw 500G disk on each worker" }],
    backup: {
      schedule: "*/30 * * * *",
      intervalMinutes: 30,
      keep: 96,
      offsiteTarget: "object store in another site",
      isPkiCopied: true,
      isConfigCopied: true,
    },
    targets: { pods: 400, failuresToSurvive: SURVIVE_ONE },
  };
}

/** T4: etcd on hosts of its own, infra, storage and registry hosts, growth to 100 nodes. */
export function externalEtcdProduction(): Template {
  const racks = RACKS;
  const rows: Row[] = [
    {
      names: series("slb", 2),
      ips: range("10.30.0.11", 2),
      spec: "2C-4G-50G",
      roles: ["lb"],
      racks,
      remark: "maxconn 4 000",
    },
    {
      names: series("master", 3),
      ips: range("10.30.0.21", 3),
      spec: "8C-32G-150G",
      roles: ["control-plane"],
      racks,
      remark: "apiserver, controller-manager, scheduler",
    },
    {
      names: series("etcd", 3),
      ips: range("10.30.0.31", 3),
      spec: "4C-16G-50G+100G(nvme,etcd)",
      roles: ["etcd"],
      racks,
      remark: "dedicated, not Kubernetes nodes",
    },
    {
      names: series("worker", 24),
      ips: range("10.30.1.1", 24),
      spec: "16C-64G-100G+300G",
      roles: ["worker"],
      racks,
      remark: "worker, N+1",
    },
    {
      names: series("infra", 3),
      ips: range("10.30.2.11", 3),
      spec: "8C-48G-100G+500G",
      roles: ["infra"],
      racks,
      remark: "Prometheus, ingress, logging",
    },
    {
      names: series("storage", 3),
      ips: range("10.30.3.11", 3),
      spec: "8C-32G-100G+2*2T(raw,ceph)",
      roles: ["storage"],
      racks,
      remark: "Rook, mon on each",
    },
    {
      names: series("harbor", 2),
      ips: range("10.30.4.11", 2),
      spec: "4C-8G-60G+1000G",
      roles: ["registry"],
      racks,
      remark: "Harbor",
    },
  ];
  const endpoints = [apiEndpoint("10.30.0.10"), registryEndpoint("10.30.4.10")];
  return { machines: machinesOf(rows, UBUNTU), endpoints, options: externalOptions() };
}

function externalOptions(): PlanOptions {
  const networks = { nodes: ["10.30.0.0/20"], pods: "10.64.0.0/16", services: "10.112.0.0/16" };
  const infra = series("infra", 3);
  return {
    ...withBalancer(modern("external", networks)),
    environment: "production",
    certificates: { sans: ["10.30.0.10"] },
    ingress: { kind: "gateway-api", replicas: 3, machines: infra },
    monitoring: { kind: "prometheus", machines: infra },
    logging: { kind: "other", machines: infra },
    registry: { kind: "harbor", address: "10.30.4.10", machines: series("harbor", 2) },
    storage: [
      {
        kind: "ceph",
        name: "Rook",
        machines: series("storage", 3),
        remark: "Add a fourth storage host for self-healing",
      },
    ],
    targets: { nodesMax: 100, failuresToSurvive: { ...SURVIVE_ONE, rack: 1 } },
  };
}
