import type { Machine, Role } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

type Row = readonly [hostname: string, roles: readonly Role[], zone: string, rack: string];

function machinesOf(rows: readonly Row[]): Machine[] {
  return rows.map(([hostname, roles, zone, rack], index) => ({
    id: hostname,
    order: index + 1,
    hostname,
    ips: [],
    roles: [...roles],
    disks: [],
    cpuCores: 8,
    memoryMiB: 32_768,
    zone,
    rack,
  }));
}

/** Two load balancers and 2 + 1 masters over two zones: the plan most people draw first, and no better than one zone. */
export function twoZones(): Plan {
  const machines = machinesOf([
    ["slb1", ["lb"], "za", "a1"],
    ["m1", ["control-plane", "etcd"], "za", "a1"],
    ["m2", ["control-plane", "etcd"], "za", "a2"],
    ["slb2", ["lb"], "zb", "b1"],
    ["m3", ["control-plane", "etcd"], "zb", "b1"],
    ["w1", ["worker"], "za", "a1"],
    ["w2", ["worker"], "za", "a2"],
    ["w3", ["worker"], "zb", "b1"],
  ]);
  const lb = { kind: "keepalived-haproxy" as const, members: ["slb1", "slb2"] };
  return {
    ...blankPlan("two-zones"),
    machines,
    endpoints: [{ id: "api", audience: "nodes", vips: ["10.0.0.10"], port: 6443, lb }],
    options: {
      kubernetes: { version: "1.36.3" },
      etcd: { topology: "stacked" },
      demand: { cpuCores: 12, memoryGiB: 60, replicas: 3 },
    },
  };
}
