import type { PlanOptions } from "#lib/core/plan/options.ts";
import { machinesOf, type Row, range, series, type Template } from "./rows.ts";
import { modern, SURVIVE_ONE, UBUNTU, withBalancer } from "./software.ts";

/** T1: one control-plane host, reached by a name so that a later HA needs no new certificates. */
export function singleMasterLab(): Template {
  const dnsName = "k8s-api.lab.example";
  const spec = "4C-8G-100G";
  const rows: Row[] = [
    {
      names: ["lab-master1"],
      ips: ["192.168.56.11"],
      spec,
      roles: ["control-plane", "etcd"],
      remark: "control-plane + etcd",
    },
    { names: series("lab-worker", 2), ips: range("192.168.56.21", 2), spec, roles: ["worker"], remark: "worker" },
  ];
  const networks = { nodes: ["192.168.56.0/24"], pods: "10.244.0.0/20", services: "10.96.0.0/20" };
  return {
    machines: machinesOf(rows, UBUNTU),
    endpoints: [{ id: "api", audience: "nodes", dnsName, vips: ["192.168.56.11"], port: 6443, lb: { kind: "none" } }],
    options: {
      ...modern("stacked", networks),
      environment: "lab",
      certificates: { sans: [dnsName] },
      storage: [{ kind: "local" }],
    },
  };
}

/** T2: the plan of the seed article, figures and words as printed there in 2022. */
export function seedPlan(): Template {
  const hosts = (prefix: string, count: number) => ({ names: series(prefix, count), ips: [] });
  const rows: Row[] = [
    { ...hosts("k8s-slb", 2), ...verbatim("2C-4G-50G"), roles: ["lb"], remark: "Keepalived & HAProxy" },
    { ...hosts("k8s-master", 3), ...verbatim("8C-32G-150G"), roles: ["control-plane", "etcd"], remark: "master+etcd" },
    { ...hosts("k8s-worker", 3), ...verbatim("8C-32G-500G"), roles: ["worker", "storage"], remark: "CICD + Storage" },
  ];
  const members = series("k8s-slb", 2);
  return {
    machines: machinesOf(rows, { osText: "Centos7.8", os: "CentOS", osVersion: "7.8", kernel: "3.10", cgroup: 1 }),
    endpoints: [{ id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "keepalived-haproxy", members } }],
    options: SEED_OPTIONS,
  };
}

function verbatim(spec: string): Pick<Row, "spec" | "also"> {
  return { spec, also: { specText: spec, ipToAssignIn: "172.30.15.0/24" } };
}

const SEED_OPTIONS: PlanOptions = {
  environment: "production",
  kubernetes: {
    version: "1.21.5",
    buildTool: { kind: "kubekey", version: "2.0.0" },
    runtime: { kind: "docker", version: "20.10.9" },
  },
  network: { nodeCidrs: ["172.30.15.0/24"] },
  etcd: { topology: "stacked" },
  platform: { kind: "kubesphere", version: "3.2.1" },
  storage: [{ kind: "ceph", machines: series("k8s-worker", 3) }],
  software: [
    { name: "KubeSphere", version: "3.2.1" },
    { name: "KubeKey", version: "2.0.0" },
    { name: "Docker", version: "20.10.9" },
    { name: "Kubernetes", version: "1.21.5" },
    { name: "kernel", version: "4.19+", remark: "to be raised from 3.10" },
  ],
  remark: "Historic, 2022.",
};

/** T2b: the seed's machines as they can be built in 2026, with addresses, racks, a VIP and separate disks. */
export function seedPlanToday(): Template {
  const rows: Row[] = [
    {
      names: series("k8s-slb", 2),
      ips: range("172.30.15.11", 2),
      spec: "2C-4G-50G",
      roles: ["lb"],
      remark: "HAProxy 3.2 + Keepalived",
      racks: ["r1", "r2"],
      hypervisors: ["h1", "h2"],
    },
    {
      names: series("k8s-master", 3),
      ips: range("172.30.15.21", 3),
      spec: "8C-32G-100G+50G(ssd,etcd)",
      roles: ["control-plane", "etcd"],
      remark: "control-plane + etcd",
      racks: ["r1", "r2", "r3"],
      hypervisors: ["h1", "h2", "h3"],
    },
    {
      names: series("k8s-worker", 3),
      ips: range("172.30.15.31", 3),
      spec: "8C-32G-100G+200G(containerd)+500G(raw,ceph)",
      roles: ["worker", "storage"],
      remark: "worker + OSD; CI",
      hypervisors: ["h4", "h5", "h6"],
    },
  ];
  return { machines: machinesOf(rows, UBUNTU), endpoints: [SEED_ENDPOINT], options: seedOptionsToday() };
}

const SEED_ENDPOINT: Template["endpoints"][number] = {
  id: "api",
  audience: "nodes",
  dnsName: "k8s-api.example.internal",
  vips: ["172.30.15.10"],
  port: 6443,
  lb: {
    kind: "keepalived-haproxy",
    members: series("k8s-slb", 2),
    vrid: 15,
    priorities: { "k8s-slb1": 150, "k8s-slb2": 100 },
    checkWeight: -60,
  },
};

function seedOptionsToday(): PlanOptions {
  const networks = { nodes: ["172.30.15.0/24"], pods: "10.233.64.0/18", services: "10.233.0.0/18" };
  return {
    ...withBalancer(modern("stacked", networks)),
    environment: "production",
    certificates: { sans: ["k8s-api.example.internal", "172.30.15.10"] },
    storage: [{ kind: "ceph", machines: series("k8s-worker", 3), failureDomain: "machine" }],
    targets: { failuresToSurvive: { ...SURVIVE_ONE, hypervisor: 1 } },
  };
}
