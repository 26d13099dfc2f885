import type { LoadBalancerKind } from "#lib/core/plan/endpoint.ts";
import type { DomainLevel, Role } from "#lib/core/plan/machine.ts";
import type { EndpointNode, LaneId, PoolWord, SceneEdge, SupportNode } from "./scene.ts";

export type Lang = "zh" | "en";

/** The fixed words of a drawing in one language. Programs keep their Latin names and are not listed. */
export interface Vocabulary {
  readonly lanes: Readonly<Record<LaneId, string>>;
  readonly balancers: Readonly<Record<LoadBalancerKind, string>>;
  readonly audiences: Readonly<Record<EndpointNode["audience"], string>>;
  readonly services: Readonly<Record<SupportNode["service"], string>>;
  readonly pools: Readonly<Record<PoolWord, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly domains: Readonly<Record<DomainLevel, string>>;
  readonly edges: Readonly<Record<SceneEdge["kind"], string>>;
  readonly noDomain: string;
  readonly noAddress: string;
  readonly noSpec: string;
  readonly noName: string;
  readonly noRole: string;
  readonly noVip: string;
  readonly inferred: string;
  readonly inferredMark: string;
  readonly stackedMember: string;
  readonly legend: string;
  readonly chips: string;
}

const en: Vocabulary = {
  lanes: {
    clients: "Clients",
    entry: "Entry",
    "control-plane": "Control plane",
    etcd: "etcd",
    workers: "Workers",
    support: "Support",
  },
  balancers: {
    none: "Direct",
    "keepalived-haproxy": "HAProxy + keepalived",
    "keepalived-nginx": "nginx + keepalived",
    "keepalived-lvs": "LVS + keepalived",
    "haproxy-in-cluster": "HAProxy + keepalived on the control plane",
    "kube-vip-arp": "kube-vip (ARP)",
    "kube-vip-bgp": "kube-vip (BGP)",
    "node-local": "Node-local proxy",
    "cloud-slb": "Cloud load balancer",
    hardware: "Hardware load balancer",
    "dns-rr": "DNS round robin",
  },
  audiences: { nodes: "for nodes", people: "for people and CI", registry: "for the registry" },
  services: {
    registry: "Registry",
    backup: "Backup",
    dns: "DNS",
    time: "Time",
    storage: "Storage",
    monitoring: "Monitoring",
    logging: "Logging",
    network: "Network",
  },
  pools: {
    worker: "Workers",
    infra: "Infra",
    storage: "Storage",
    unassigned: "No role yet",
    lb: "Load balancers",
    "control-plane": "Control plane",
    etcd: "etcd members",
    events: "etcd members for events",
    support: "Registry and bastion",
  },
  roles: {
    lb: "load balancer",
    "control-plane": "control plane",
    etcd: "etcd",
    worker: "worker",
    storage: "storage",
    registry: "registry",
    infra: "infra",
    bastion: "bastion",
  },
  domains: {
    site: "site",
    zone: "zone",
    rack: "rack",
    hypervisor: "hypervisor",
    powerFeed: "power feed",
    switch: "switch",
  },
  edges: {
    api: "API access",
    "vip-hold": "holds the VIP",
    vrrp: "VRRP",
    backend: "to a back end",
    "etcd-client": "API server to etcd",
    raft: "etcd members, majority needed",
    kubelet: "kubelet to API, one line per pool",
  },
  noDomain: "not given",
  noAddress: "no address yet",
  noSpec: "size not given",
  noName: "no host name yet",
  noRole: "no role",
  noVip: "no VIP yet",
  inferred: "inferred",
  inferredMark: "? = roles guessed, not confirmed",
  stackedMember: "stacked member",
  legend: "Legend",
  chips: "api = apiserver, kcm = controller-manager, sch = scheduler",
};

const zh: Vocabulary = {
  lanes: {
    clients: "客户端",
    entry: "入口",
    "control-plane": "控制平面",
    etcd: "etcd",
    workers: "工作节点",
    support: "支撑服务",
  },
  balancers: {
    none: "直连",
    "keepalived-haproxy": "HAProxy + keepalived",
    "keepalived-nginx": "nginx + keepalived",
    "keepalived-lvs": "LVS + keepalived",
    "haproxy-in-cluster": "控制平面上的 HAProxy + keepalived",
    "kube-vip-arp": "kube-vip（ARP）",
    "kube-vip-bgp": "kube-vip（BGP）",
    "node-local": "节点本地代理",
    "cloud-slb": "云负载均衡器",
    hardware: "硬件负载均衡器",
    "dns-rr": "DNS 轮询",
  },
  audiences: { nodes: "供节点使用", people: "供人员和 CI 使用", registry: "供镜像仓库使用" },
  services: {
    registry: "镜像仓库",
    backup: "备份",
    dns: "DNS",
    time: "时间同步",
    storage: "存储",
    monitoring: "监控",
    logging: "日志",
    network: "网络设备",
  },
  pools: {
    worker: "工作节点",
    infra: "基础设施节点",
    storage: "存储节点",
    unassigned: "尚无角色",
    lb: "负载均衡器",
    "control-plane": "控制平面",
    etcd: "etcd 成员",
    events: "事件 etcd 成员",
    support: "镜像仓库和堡垒机",
  },
  roles: {
    lb: "负载均衡器",
    "control-plane": "控制平面",
    etcd: "etcd",
    worker: "工作节点",
    storage: "存储",
    registry: "镜像仓库",
    infra: "基础设施",
    bastion: "堡垒机",
  },
  domains: {
    site: "站点",
    zone: "可用区",
    rack: "机架",
    hypervisor: "宿主机",
    powerFeed: "供电线路",
    switch: "交换机",
  },
  edges: {
    api: "访问 API",
    "vip-hold": "持有 VIP",
    vrrp: "VRRP",
    backend: "到后端",
    "etcd-client": "API server 到 etcd",
    raft: "etcd 成员，需多数派",
    kubelet: "kubelet 到 API，每池一线",
  },
  noDomain: "未填写",
  noAddress: "尚无地址",
  noSpec: "未填写配置",
  noName: "尚无主机名",
  noRole: "无角色",
  noVip: "尚无 VIP",
  inferred: "推断",
  inferredMark: "? = 推断的角色，未确认",
  stackedMember: "堆叠成员",
  legend: "图例",
  chips: "api = apiserver，kcm = controller-manager，sch = scheduler",
};

export const vocabularies: Readonly<Record<Lang, Vocabulary>> = { en, zh };
