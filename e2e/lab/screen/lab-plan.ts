import type { Machine, Role } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { API_PORT, type MachineKind, PLACES, placesOf, STATS_PORT, VIP } from "../layout.ts";

const ROLES: Readonly<Record<MachineKind, readonly Role[]>> = {
  balancer: ["lb"],
  master: ["control-plane", "etcd"],
  worker: ["worker"],
};

/** The plan that the lab was built by. */
export function labPlan(name: string): Plan {
  return {
    ...blankPlan(name),
    options: { etcd: { topology: "stacked" }, kubernetes: { buildTool: { kind: "kubeadm" } } },
    machines: PLACES.map(
      ({ name: hostname, kind, ip }, at): Machine => ({
        id: hostname,
        order: at + 1,
        hostname,
        ips: [ip],
        roles: [...ROLES[kind]],
        disks: [],
      }),
    ),
    endpoints: [
      {
        id: "entry",
        audience: "nodes",
        vips: [VIP],
        port: API_PORT,
        lb: {
          kind: "keepalived-haproxy",
          members: placesOf("balancer").map(({ name: id }) => id),
          statsPort: STATS_PORT,
        },
      },
    ],
  };
}
