import type { Role } from "#lib/core/plan/machine.ts";
import type { Level, Timeline } from "#lib/core/survive/analysis.ts";
import type { ElementKind, NotPlanned, Provenance, ServiceId } from "#lib/core/survive/fault-tree.ts";

export type Lang = "zh" | "en";

/** The fixed words of a verdict in one language. Programs keep their Latin names and are not listed. */
export interface Vocabulary {
  readonly services: Readonly<Record<ServiceId, string>>;
  /** "any 1 ..." of a level. */
  readonly anyOne: Readonly<Record<Level, string>>;
  readonly levels: Readonly<Record<Level, string>>;
  readonly kinds: Readonly<Record<ElementKind, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly notPlanned: Readonly<Record<NotPlanned, string>>;
  readonly provenances: Readonly<Record<(typeof Provenance.options)[number], string>>;
  readonly failures: Readonly<Record<Timeline["code"], string>>;
}

const en: Vocabulary = {
  services: {
    "api-writes": "API writes",
    "api-reads": "API reads from cache",
    "people-api": "API for people and CI",
    scheduling: "Scheduling and controllers",
    "new-pods": "Starting new pods",
    "running-workloads": "Running workloads",
    "image-pulls": "Image pulls",
    storage: "Storage",
    "cluster-dns": "Cluster DNS",
    monitoring: "Monitoring",
  },
  anyOne: {
    machine: "any 1 machine",
    hypervisor: "any 1 hypervisor",
    rack: "any 1 rack",
    switch: "any 1 switch",
    "power-feed": "any 1 power feed",
    zone: "any 1 zone",
    site: "any 1 site",
  },
  levels: {
    machine: "machine",
    hypervisor: "hypervisor",
    rack: "rack",
    switch: "switch",
    "power-feed": "power feed",
    zone: "zone",
    site: "site",
  },
  kinds: {
    site: "site",
    zone: "zone",
    "power-feed": "power feed",
    rack: "rack",
    switch: "switch",
    hypervisor: "hypervisor",
    segment: "network segment",
    router: "router",
    firewall: "firewall",
    "reverse-proxy": "reverse proxy",
    appliance: "hardware load balancer",
    "cloud-slb": "cloud load balancer",
    "dns-name": "DNS name",
    "shared-store": "shared store",
    machine: "machine",
    process: "process",
  },
  roles: {
    lb: "load balancers",
    "control-plane": "control-plane machines",
    etcd: "etcd machines",
    worker: "workers",
    storage: "storage machines",
    registry: "registry machines",
    infra: "infra machines",
    bastion: "bastions",
  },
  notPlanned: {
    "no-control-plane": "the plan has no control plane",
    "no-etcd": "the plan has no etcd",
    "no-endpoint": "no address for the API is decided",
    "no-workers": "the plan has no workers",
    "no-registry": "the plan has no registry",
    "no-storage": "the plan has no storage",
    "no-monitoring": "the plan has no monitoring",
    external: "it runs outside this plan",
  },
  provenances: { measured: "measured", vendor: "vendor", literature: "literature", default: "default" },
  failures: {
    "balancer-lost": "Load balancer lost",
    "control-plane-lost": "Control-plane machine lost",
    "etcd-leader-lost": "etcd leader lost",
    "controller-leader-lost": "Controller or scheduler leader lost",
    "worker-lost": "Worker lost",
    "rack-lost": "Rack lost",
    "zone-lost": "Zone lost",
    "path-lost": "Path to the API lost",
    "quorum-lost": "etcd quorum lost",
  },
};

const zh: Vocabulary = {
  services: {
    "api-writes": "API 写入",
    "api-reads": "API 读取（缓存）",
    "people-api": "人员与 CI 访问 API",
    scheduling: "调度与控制器",
    "new-pods": "新建 Pod",
    "running-workloads": "运行中的业务",
    "image-pulls": "镜像拉取",
    storage: "存储",
    "cluster-dns": "集群 DNS",
    monitoring: "监控",
  },
  anyOne: {
    machine: "任意 1 台机器",
    hypervisor: "任意 1 台宿主机",
    rack: "任意 1 个机架",
    switch: "任意 1 台交换机",
    "power-feed": "任意 1 路供电",
    zone: "任意 1 个可用区",
    site: "任意 1 个站点",
  },
  levels: {
    machine: "机器",
    hypervisor: "宿主机",
    rack: "机架",
    switch: "交换机",
    "power-feed": "供电线路",
    zone: "可用区",
    site: "站点",
  },
  kinds: {
    site: "站点",
    zone: "可用区",
    "power-feed": "供电线路",
    rack: "机架",
    switch: "交换机",
    hypervisor: "宿主机",
    segment: "二层网段",
    router: "路由器",
    firewall: "防火墙",
    "reverse-proxy": "反向代理",
    appliance: "硬件负载均衡器",
    "cloud-slb": "云负载均衡器",
    "dns-name": "DNS 域名",
    "shared-store": "共享存储",
    machine: "机器",
    process: "进程",
  },
  roles: {
    lb: "负载均衡器",
    "control-plane": "控制平面机器",
    etcd: "etcd 机器",
    worker: "工作节点",
    storage: "存储机器",
    registry: "镜像仓库机器",
    infra: "基础设施机器",
    bastion: "堡垒机",
  },
  notPlanned: {
    "no-control-plane": "规划中没有控制平面",
    "no-etcd": "规划中没有 etcd",
    "no-endpoint": "尚未确定 API 地址",
    "no-workers": "规划中没有工作节点",
    "no-registry": "规划中没有镜像仓库",
    "no-storage": "规划中没有存储",
    "no-monitoring": "规划中没有监控",
    external: "不在本规划范围内",
  },
  provenances: { measured: "实测", vendor: "厂商数据", literature: "文献", default: "默认值" },
  failures: {
    "balancer-lost": "失去一台负载均衡器",
    "control-plane-lost": "失去一台控制平面机器",
    "etcd-leader-lost": "失去 etcd Leader",
    "controller-leader-lost": "失去控制器或调度器 Leader",
    "worker-lost": "失去一台工作节点",
    "rack-lost": "失去一个机架",
    "zone-lost": "失去一个可用区",
    "path-lost": "访问 API 的通路中断",
    "quorum-lost": "etcd 失去多数派",
  },
};

export const vocabularies: Readonly<Record<Lang, Vocabulary>> = { en, zh };
