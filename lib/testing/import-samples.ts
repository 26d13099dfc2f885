import type { ImportAnswer } from "#lib/core/import/draft.ts";
import { importTable, type TableChoices } from "#lib/core/import/import-table.ts";
import type { ImportRefusal } from "#lib/core/import/refusal.ts";

/** The machine table of seed 002 as the article prints it: no outer bar on the left, ragged last cells. */
export const SEED_TABLE = `Host name | IP Address | To configure (CPU- Memory - Hard disk ) | System version | explain |
---|---|---|---|---|
k8s-slb1 | 172.30.15.*** | 2C-4G-50G | Centos7.8 | Keepalived & HAProxy |
k8s-slb2 | 172.30.15.*** | 2C-4G-50G | Centos7.8 | |
k8s-master1 | 172.30.15.*** | 8C-32G-150G | Centos7.8 | master+etcd |
k8s-master2 | 172.30.15.*** | 8C-32G-150G | Centos7.8 | |
k8s-master3 | 172.30.15.*** | 8C-32G-150G | Centos7.8 | |
k8s-worker1 | 172.30.15.*** | 8C-32G-500G | Centos7.8 | CICD + Storage |
k8s-worker2 | 172.30.15.*** | 8C-32G-500G | Centos7.8 | |
k8s-worker3 | 172.30.15.*** | 8C-32G-500G | Centos7.8 |
`;

/** The same machines with addresses, as a Chinese team keeps them. */
export const CHINESE_ROWS: readonly (readonly string[])[] = [
  ["主机名", "IP 地址", "配置（CPU-内存-硬盘）", "系统版本", "角色", "说明"],
  ["k8s-slb1", "172.30.15.11", "2C-4G-50G", "CentOS 7.8", "负载均衡", "Keepalived & HAProxy"],
  ["k8s-master1", "172.30.15.21", "8C-32G-150G", "CentOS 7.8", "控制平面 + etcd", "主控"],
  ["k8s-worker1", "172.30.15.31", "8核32G500G", "CentOS 7.8", "工作节点、存储", "持续集成 + 存储"],
];

function mint(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `new${count}`;
  };
}

/** Reads a table as the API does, with ids new1, new2, ...; fails when it is refused. */
export async function readTable(source: string | Uint8Array, choices: TableChoices = {}): Promise<ImportAnswer> {
  const outcome = await importTable(asBytes(source), choices, mint());
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

/** Why a table is refused; fails when it is read. */
export async function refusalOf(source: string | Uint8Array, choices: TableChoices = {}): Promise<ImportRefusal> {
  const outcome = await importTable(asBytes(source), choices, mint());
  if (outcome.ok) throw new Error(`read: ${outcome.value.draft.machines.length} machines`);
  return outcome.refusal;
}

function asBytes(source: string | Uint8Array): Uint8Array {
  return typeof source === "string" ? new TextEncoder().encode(source) : source;
}
