import type { Role } from "./machine.ts";
import { roleOrder } from "./totals.ts";

const SIGNS: Readonly<Record<Role, RegExp>> = {
  lb: /(?<![a-z])(?:[se]?lb|haproxy|keepalived|load[- ]?balancers?)(?![a-z])|负载均衡/,
  "control-plane":
    /(?<![a-z])(?:k8s|kube)?masters?(?![a-z])|(?<![a-z])cp(?![a-z])|control[-_ ]?plane|控制平面|控制节点|主节点/,
  etcd: /(?<![a-z])etcd(?![a-z])(?!\s*(?:backup|snapshot|备份))/,
  worker: /(?<![a-z])(?:k8s|kube)?workers?(?![a-z])|工作节点|计算节点/,
  storage: /(?<![a-z])(?:storage|ceph|nfs|osd)(?![a-z])|存储/,
  registry: /(?<![a-z])(?:harbor|registry)(?![a-z])|镜像仓库/,
  infra: /(?<![a-z])infra(?![a-z])/,
  bastion: /(?<![a-z])(?:bastion|jump|jumpserver|deploy|deployer)(?![a-z])|堡垒机|跳板机|部署机|部署节点/,
};

// `node1` is a worker when nothing else is said: masters are called nodes as well.
const NODE = /(?<![a-z])(?:k8s|kube)?nodes?(?![a-z])|节点/;
const STACKED = /(?<![a-z])stacked(?![a-z])|堆叠/;

/** Roles that a host name and a remark suggest, in table order; a guess that a person has to confirm. */
export function inferRoles(hostname: string, remark: string): Role[] {
  const name = plain(hostname);
  const note = plain(remark);
  const signs = roleOrder.filter((role) => SIGNS[role].test(name) || SIGNS[role].test(note));
  const isStacked = signs.includes("control-plane") && STACKED.test(note) && !signs.includes("etcd");
  if (isStacked) return roleOrder.filter((role) => role === "etcd" || signs.includes(role));
  const hasHostRole = signs.some((role) => role !== "storage" && role !== "infra");
  const isNode = !hasHostRole && (NODE.test(name) || NODE.test(note));
  return isNode ? roleOrder.filter((role) => role === "worker" || signs.includes(role)) : signs;
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
