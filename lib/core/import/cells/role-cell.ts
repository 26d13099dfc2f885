import type { Role } from "#lib/core/plan/machine.ts";
import { type CellReading, faulty, reads } from "./reading.ts";

const WORDS: readonly (readonly [Role, readonly string[]])[] = [
  [
    "lb",
    ["lb", "slb", "elb", "loadbalancer", "haproxy", "keepalived", "nginx", "lvs", "负载均衡", "负载均衡器", "负载"],
  ],
  [
    "control-plane",
    [
      "controlplane",
      "master",
      "masters",
      "k8smaster",
      "kubemaster",
      "control",
      "manager",
      "控制平面",
      "控制平面节点",
      "控制节点",
      "主节点",
      "管理节点",
      "master节点",
    ],
  ],
  ["etcd", ["etcd", "etcd节点", "etcd成员"]],
  [
    "worker",
    [
      "worker",
      "workers",
      "node",
      "nodes",
      "k8sworker",
      "k8snode",
      "kubenode",
      "minion",
      "compute",
      "agent",
      "工作节点",
      "计算节点",
      "从节点",
      "业务节点",
      "worker节点",
      "node节点",
    ],
  ],
  [
    "storage",
    ["storage", "ceph", "osd", "nfs", "glusterfs", "longhorn", "openebs", "minio", "rook", "存储", "存储节点"],
  ],
  ["registry", ["registry", "harbor", "nexus", "镜像仓库", "仓库", "镜像"]],
  ["infra", ["infra", "ingress", "monitoring", "monitor", "prometheus", "logging", "elk", "基础设施", "监控", "日志"]],
  ["bastion", ["bastion", "jump", "jumphost", "jumpserver", "deploy", "堡垒机", "跳板机", "部署机", "部署节点"]],
];
const ROLE_OF: ReadonlyMap<string, Role> = new Map(
  WORDS.flatMap(([role, words]) => words.map((word) => [word, role] as const)),
);

/** Roles by their words in either language, joined in any usual way; words that name none are reported. */
export function readRoles(text: string): CellReading {
  const roles = new Set<Role>();
  let hasUnknown = false;
  for (const part of text.split(/[,，;；、+＋/／|&＆\n]|和|与/)) {
    const known = rolesOf(part);
    for (const role of known) roles.add(role);
    if (known.length === 0 && plain(part) !== "") hasUnknown = true;
  }
  const set = { roles: [...roles] };
  return hasUnknown ? faulty("unknown-role", null, set) : reads(set);
}

/** `control plane` is one word for a role, `master etcd worker` are three. */
function rolesOf(part: string): Role[] {
  const whole = ROLE_OF.get(plain(part));
  if (whole !== undefined) return [whole];
  const roles = part.split(/\s+/).flatMap((word) => ROLE_OF.get(plain(word)) ?? []);
  return roles;
}

function plain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_\-().:]+/g, "");
}
