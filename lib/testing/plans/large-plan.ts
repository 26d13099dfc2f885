import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

const ZONES = ["a", "b", "c"];
const RACKS_PER_ZONE = 40;
const WORKERS = 5000;
const CONTROL_PLANES = 9;
const BALANCERS = 4;
const WORKER = { cpuCores: 32, memoryMiB: 131_072 };

/** 3 zones with 40 racks each, 9 stacked control planes, 4 load balancers and, unless said otherwise, 5,000 workers. */
export function largePlan(workers = WORKERS): Plan {
  const members = names("lb", BALANCERS);
  const machines = [
    ...hosts(members, ["lb"]),
    ...hosts(names("master", CONTROL_PLANES), ["control-plane", "etcd"]),
    ...hosts(names("worker", workers), ["worker"]).map((machine) => ({ ...machine, ...WORKER })),
  ];
  return {
    ...blankPlan("large"),
    options: { etcd: { topology: "stacked" } },
    endpoints: [{ id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "keepalived-haproxy", members } }],
    machines: machines.map((machine, order) => ({ ...machine, order })),
  };
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function hosts(ids: readonly string[], roles: Machine["roles"]): Machine[] {
  return ids.map((id, index): Machine => {
    const zone = ZONES[index % ZONES.length] ?? "a";
    const rack = `${zone}${Math.floor(index / ZONES.length) % RACKS_PER_ZONE}`;
    return { id, order: 0, hostname: id, ips: [], roles, disks: [], zone, rack };
  });
}
