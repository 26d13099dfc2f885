import type { Role } from "#lib/core/plan/machine.ts";

export type ExportLang = "zh" | "en" | "both";

/** A word of a table in both languages. */
export interface Word {
  readonly en: string;
  readonly zh: string;
}

export function say(word: Word, lang: ExportLang): string {
  if (lang === "both") return word.en === word.zh ? word.en : `${word.zh} / ${word.en}`;
  return word[lang];
}

export const HEADERS = {
  sequence: { en: "No.", zh: "序号" },
  hostname: { en: "Host name", zh: "主机名" },
  ip: { en: "IP address", zh: "IP 地址" },
  role: { en: "Role", zh: "角色" },
  cpu: { en: "CPU (cores)", zh: "CPU（核）" },
  memory: { en: "Memory (GiB)", zh: "内存（GiB）" },
  systemDisk: { en: "System disk (GB)", zh: "系统盘（GB）" },
  dataDisk: { en: "Data disks (GB)", zh: "数据盘（GB）" },
  spec: { en: "Spec (CPU-memory-disk)", zh: "配置（CPU-内存-硬盘）" },
  os: { en: "OS version", zh: "系统版本" },
  kernel: { en: "Kernel", zh: "内核" },
  zone: { en: "Zone", zh: "可用区" },
  rack: { en: "Rack", zh: "机架" },
  hypervisor: { en: "Hypervisor", zh: "宿主机" },
  remark: { en: "Remark", zh: "说明" },
} satisfies Record<string, Word>;

export const ROLE_WORDS: Readonly<Record<Role, Word>> = {
  lb: { en: "lb", zh: "负载均衡" },
  "control-plane": { en: "control-plane", zh: "控制平面" },
  etcd: { en: "etcd", zh: "etcd" },
  worker: { en: "worker", zh: "工作节点" },
  storage: { en: "storage", zh: "存储" },
  registry: { en: "registry", zh: "镜像仓库" },
  infra: { en: "infra", zh: "基础设施" },
  bastion: { en: "bastion", zh: "堡垒机" },
};

export const WORDS = {
  planTitle: { en: "Machine planning table", zh: "机器规划表" },
  total: { en: "Total", zh: "合计" },
  machines: { en: "machines", zh: "台" },
  vip: { en: "VIP", zh: "VIP" },
  software: { en: "Software versions", zh: "软件版本" },
  softwareName: { en: "Software", zh: "软件" },
  version: { en: "Version", zh: "版本" },
  planVersion: { en: "Plan version", zh: "规划版本" },
  noRole: { en: "no role", zh: "未定角色" },
  unknown: { en: "unknown", zh: "未知" },
  print: { en: "Print", zh: "打印" },
} satisfies Record<string, Word>;
