import type { Machine } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";

/** Operating system of new plans: supported to 2029, cgroup v2. */
export const UBUNTU: Partial<Machine> = { os: "Ubuntu", osVersion: "24.04", kernel: "6.8", cgroup: 2 };

type Networks = { readonly nodes: string[]; readonly pods: string; readonly services: string };

/** The software set of new plans (2026): what each version needs of the others is checked by rules, not here. */
export function modern(topology: "stacked" | "external", networks: Networks): PlanOptions {
  return {
    kubernetes: {
      version: "1.36.3",
      buildTool: { kind: "kubeadm", version: "1.36.3" },
      runtime: { kind: "containerd", version: "2.3" },
      proxyMode: "nftables",
    },
    network: {
      nodeCidrs: networks.nodes,
      podCidrs: [networks.pods],
      serviceCidrs: [networks.services],
      nodeMask: 24,
      dnsDomain: "cluster.local",
      cni: { kind: "calico", version: "3.32" },
    },
    etcd: { topology, version: "3.6.14" },
    time: { servers: [], client: "chrony" },
    platform: { kind: "none" },
    software: [
      { name: "Kubernetes", version: "1.36.3" },
      { name: "containerd", version: "2.3", remark: "LTS" },
      { name: "etcd", version: "3.6.14" },
      { name: "Calico", version: "3.32" },
      { name: "chrony", version: "4" },
    ],
  };
}

/** The same with the load balancer that stands on hosts of its own. */
export function withBalancer(options: PlanOptions): PlanOptions {
  const balancer = [
    { name: "HAProxy", version: "3.2", remark: "LTS" },
    { name: "Keepalived", version: "2.3" },
  ];
  return { ...options, software: [...(options.software ?? []), ...balancer] };
}

export const SURVIVE_ONE = { controlPlane: 1, etcd: 1, lb: 1, worker: 1 };
