import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

const ZONES = ["za", "zb", "zc"];

/**
 * The 123-variable stress model of the reference: two power feeds and two switches, a hypervisor under each host, nine
 * masters, nine external etcd members, four load balancers, five storage hosts and two registries.
 */
export function densePlan(): Plan {
  const balancers = names("lb", 4);
  const machines = [
    ...hosts(balancers, ["lb"]),
    ...hosts(names("master", 9), ["control-plane"]),
    ...hosts(names("etcd", 9), ["etcd"]),
    ...hosts(names("store", 5), ["storage"]),
    ...hosts(names("harbor", 2), ["registry"]),
    ...hosts(names("worker", 6), ["worker"]),
  ];
  return {
    ...blankPlan("dense"),
    options: {
      etcd: { topology: "external" },
      storage: [{ kind: "ceph", machines: names("store", 5), replicas: 3, failureDomain: "machine" }],
      registry: { kind: "harbor", machines: names("harbor", 2) },
    },
    endpoints: [
      { id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "keepalived-haproxy", members: balancers } },
    ],
    machines: machines.map((machine, order) => ({ ...machine, order })),
  };
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index + 1}`);
}

function hosts(ids: readonly string[], roles: Machine["roles"]): Machine[] {
  return ids.map((id, index): Machine => {
    const zone = ZONES[index % ZONES.length] ?? "za";
    return {
      id,
      order: 0,
      hostname: id,
      ips: [],
      roles,
      disks: [],
      zone,
      rack: `${zone}-r${Math.floor(index / ZONES.length) % 2}`,
      powerFeed: `feed${index % 2}`,
      switch: `tor${index % 2}`,
      hypervisor: `h-${id}`,
    };
  });
}
