import type { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import type { Machine, Role } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

/** Plans for tests and the benchmark: built from rows of equal machines. */
interface Row {
  readonly name: string;
  readonly count: number;
  readonly roles: readonly Role[];
  readonly cpuCores?: number;
  readonly memoryGiB?: number;
  readonly diskGB?: number;
  /** Machine i stands in domain i modulo the number of names. */
  readonly zones?: readonly string[];
  readonly racks?: readonly string[];
  readonly pool?: string;
}

const pick = (names: readonly string[] | undefined, index: number): string | undefined =>
  names === undefined ? undefined : names[index % names.length];

function machineOf(row: Row, index: number, order: number): Machine {
  const [zone, rack] = [pick(row.zones, index), pick(row.racks, index)];
  return {
    id: `${row.name}${index + 1}`,
    order,
    hostname: `${row.name}${index + 1}`,
    ips: [`10.${(order >> 16) & 255}.${(order >> 8) & 255}.${order & 255}`],
    roles: [...row.roles],
    cpuCores: row.cpuCores ?? 8,
    memoryMiB: (row.memoryGiB ?? 32) * 1024,
    disks: [{ sizeGB: row.diskGB ?? 150 }],
    ...(zone === undefined ? {} : { zone }),
    ...(rack === undefined ? {} : { rack }),
    ...(row.pool === undefined ? {} : { pool: row.pool }),
  };
}

export interface Parts {
  readonly rows: readonly Row[];
  readonly endpoints?: readonly Endpoint[];
  readonly options?: PlanOptions;
}

export function planOf(name: string, { rows, endpoints = [], options = {} }: Parts): Plan {
  const machines: Machine[] = [];
  for (const row of rows) {
    for (let index = 0; index < row.count; index += 1) machines.push(machineOf(row, index, machines.length + 1));
  }
  return { ...blankPlan(name), machines, endpoints: [...endpoints], options };
}

export function endpointOf(lb: LoadBalancer, more: Partial<Endpoint> = {}): Endpoint {
  return { id: "api", audience: "nodes", vips: ["172.30.15.10"], port: 6443, lb, ...more };
}

const SLB: Row = { name: "k8s-slb", count: 2, roles: ["lb"], cpuCores: 2, memoryGiB: 4, diskGB: 50 };
const MASTERS: Row = { name: "k8s-master", count: 3, roles: ["control-plane", "etcd"] };
const WORKERS: Row = { name: "k8s-worker", count: 3, roles: ["worker", "storage"], diskGB: 500 };

export const keepalivedPair = (kind: "keepalived-haproxy" | "keepalived-nginx" | "keepalived-lvs"): LoadBalancer => ({
  kind,
  members: ["k8s-slb1", "k8s-slb2"],
  priorities: { "k8s-slb1": 150, "k8s-slb2": 100 },
});

/** The shape of the seed: two balancers, three stacked masters, three workers. */
export function seedPlan(lb: LoadBalancer = keepalivedPair("keepalived-haproxy")): Plan {
  const rows = "members" in lb ? [SLB, MASTERS, WORKERS] : [MASTERS, WORKERS];
  return planOf("seed", { rows, endpoints: [endpointOf(lb)] });
}

/** `count` workers in 30 racks of 3 zones under external etcd and one keepalived pair. */
export function largePlan(count: number): Plan {
  const zones = ["zone-a", "zone-b", "zone-c"];
  const racks = Array.from({ length: 30 }, (_, index) => `rack-${index + 1}`);
  return planOf("large", {
    rows: [
      { ...SLB, zones },
      { name: "master", count: 5, roles: ["control-plane"], zones, racks },
      { name: "etcd", count: 5, roles: ["etcd"], zones, racks },
      { name: "worker", count, roles: ["worker"], zones, racks, pool: "general" },
    ],
    endpoints: [endpointOf(keepalivedPair("keepalived-haproxy"))],
  });
}
