import * as z from "zod";
import { Cidr } from "./address.ts";
import { DomainLevel, MachineId } from "./machine.ts";

const Text = z.string().max(200);
const Version = z.string().max(40);
const Machines = z.array(MachineId).max(1000);
const Versioned = (kinds: readonly [string, ...string[]]) =>
  z.strictObject({ kind: z.enum(kinds), version: Version.optional() });

const Kubernetes = z.strictObject({
  version: Version.optional(),
  buildTool: Versioned(["kubeadm", "kubekey", "sealos", "kubespray", "kubeasz", "rke2", "k3s", "other"]).optional(),
  runtime: Versioned(["containerd", "cri-o", "docker", "other"]).optional(),
  proxyMode: z.enum(["iptables", "ipvs", "nftables", "none"]).optional(),
  maxPods: z.int().positive().optional(),
  nodeMonitorGraceSeconds: z.int().positive().optional(),
});

const Network = z.strictObject({
  nodeCidrs: z.array(Cidr).max(64).optional(),
  podCidrs: z.array(Cidr).max(2).optional(),
  serviceCidrs: z.array(Cidr).max(2).optional(),
  nodeMask: z.int().min(8).max(128).optional(),
  nodePortRange: z
    .string()
    .regex(/^\d+-\d+$/)
    .optional(),
  dnsDomain: z.string().max(253).optional(),
  cni: z
    .strictObject({
      kind: z.enum(["calico", "cilium", "flannel", "kube-ovn", "none", "other"]),
      version: Version.optional(),
      mode: Text.optional(),
    })
    .optional(),
});

const Etcd = z.strictObject({
  topology: z.enum(["stacked", "external"]),
  version: Version.optional(),
  heartbeatMs: z.int().positive().optional(),
  electionMs: z.int().positive().optional(),
  quotaGiB: z.number().positive().optional(),
  dataDir: Text.optional(),
  hasEventsSplit: z.boolean().optional(),
  /** Round-trip time between two members in milliseconds, by `a|b` of machine ids. */
  rttMs: z.record(z.string(), z.number().positive()).optional(),
});

export const Storage = z.strictObject({
  kind: z.enum(["ceph", "longhorn", "openebs", "nfs", "glusterfs", "local", "csi", "none"]),
  name: Text.optional(),
  machines: Machines.optional(),
  replicas: z.int().positive().optional(),
  failureDomain: DomainLevel.or(z.literal("machine")).optional(),
  remark: z.string().max(2000).optional(),
});

const Registry = z.strictObject({
  kind: z.enum(["harbor", "docker-registry", "nexus", "cloud", "none"]),
  address: Text.optional(),
  version: Version.optional(),
  machines: Machines.optional(),
  sharedStore: Text.optional(),
});

const Backup = z.strictObject({
  schedule: Text.optional(),
  intervalMinutes: z.int().positive().optional(),
  keep: z.int().positive().optional(),
  offsiteTarget: Text.optional(),
  isEncrypted: z.boolean().optional(),
  isPkiCopied: z.boolean().optional(),
  isConfigCopied: z.boolean().optional(),
  lastRestoreTest: z.iso.date().optional(),
});

export const NetworkElement = z.strictObject({
  id: z.string().min(1).max(64),
  kind: z.enum(["router", "firewall", "switch", "reverse-proxy"]),
  name: Text,
  units: z.int().min(1).max(16),
  redundancy: z.enum(["none", "active-standby", "active-active", "stack"]),
  site: Text.optional(),
  zone: Text.optional(),
  remark: z.string().max(500).optional(),
});

const Failures = z.int().min(0).max(100).optional();

/** What the plan must reach: failures to survive per level, growth, recovery. */
const Targets = z.strictObject({
  failuresToSurvive: z
    .strictObject({
      controlPlane: Failures,
      etcd: Failures,
      lb: Failures,
      worker: Failures,
      rack: Failures,
      zone: Failures,
      site: Failures,
      hypervisor: Failures,
      powerFeed: Failures,
    })
    .optional(),
  nodesMax: z.int().positive().optional(),
  pods: z.int().positive().optional(),
  rpoMinutes: z.number().nonnegative().optional(),
  rtoMinutes: z.number().nonnegative().optional(),
});

const Reliability = z.strictObject({
  mtbfHours: z.number().positive(),
  mttrHours: z.number().positive(),
  provenance: z.enum(["measured", "vendor", "literature", "default"]),
});

/** Everything of a plan that is neither a machine nor an endpoint. Each key is one unit of edit and of conflict. */
export const PlanOptions = z.strictObject({
  environment: z.enum(["lab", "test", "production"]).optional(),
  kubernetes: Kubernetes.optional(),
  network: Network.optional(),
  etcd: Etcd.optional(),
  ingress: z
    .strictObject({
      kind: z.enum(["nginx", "traefik", "haproxy", "gateway-api", "istio", "other", "none"]),
      version: Version.optional(),
      replicas: z.int().positive().optional(),
      machines: Machines.optional(),
    })
    .optional(),
  clusterDns: z
    .strictObject({
      replicas: z.int().positive().optional(),
      placement: z.enum(["control-plane", "workers", "infra", "spread"]).optional(),
      hasNodeLocalCache: z.boolean().optional(),
    })
    .optional(),
  storage: z.array(Storage).max(16).optional(),
  registry: Registry.optional(),
  monitoring: z
    .strictObject({
      kind: z.enum(["prometheus", "victoriametrics", "zabbix", "other", "none"]),
      replicas: z.int().positive().optional(),
      machines: Machines.optional(),
      retentionDays: z.int().positive().optional(),
    })
    .optional(),
  logging: z
    .strictObject({
      kind: z.enum(["elasticsearch", "opensearch", "loki", "other", "none"]),
      machines: Machines.optional(),
      retentionDays: z.int().positive().optional(),
    })
    .optional(),
  backup: Backup.optional(),
  time: z
    .strictObject({
      servers: z.array(Text).max(16),
      client: z.enum(["chrony", "ntpd", "systemd-timesyncd"]).optional(),
    })
    .optional(),
  dnsServers: z.array(Text).max(16).optional(),
  certificates: z
    .strictObject({
      sans: z.array(Text).max(500).optional(),
      leafYears: z.number().positive().optional(),
      caYears: z.number().positive().optional(),
      isAutoRenewed: z.boolean().optional(),
    })
    .optional(),
  platform: z.strictObject({ kind: z.enum(["kubesphere", "rancher", "none"]), version: Version.optional() }).optional(),
  networkElements: z.array(NetworkElement).max(200).optional(),
  software: z
    .array(z.strictObject({ name: Text, version: Version, remark: Text.optional() }))
    .max(200)
    .optional(),
  demand: z
    .strictObject({
      cpuCores: z.number().nonnegative().optional(),
      memoryGiB: z.number().nonnegative().optional(),
      pods: z.int().nonnegative().optional(),
      replicas: z.int().positive().optional(),
    })
    .optional(),
  targets: Targets.optional(),
  /** Failure figures per kind of element, in hours; a missing kind takes the engine's default. */
  reliability: z.record(z.string(), Reliability).optional(),
  /** Failure domains that exist even while no machine is in them. */
  domains: z
    .array(z.strictObject({ level: DomainLevel, name: Text, parent: Text.optional() }))
    .max(2000)
    .optional(),
  remark: z.string().max(5000).optional(),
});
export type PlanOptions = z.infer<typeof PlanOptions>;
export type OptionKey = keyof PlanOptions;
