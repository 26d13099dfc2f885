/** The machine table of the 2022 KubeSphere article as it is printed there, with everything that is odd about it. */
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

/** Rows of a pipe table without its header, as five trimmed cells each. */
export function bodyCells(table: string): string[][] {
  const [, , ...rows] = table.trim().split("\n");
  return rows.map((row) => {
    const cells = row.replace(/^\s*\|/, "").split("|");
    return Array.from({ length: 5 }, (_, at) => (cells[at] ?? "").trim());
  });
}
