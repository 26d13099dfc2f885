import type { Machine } from "#lib/core/plan/machine.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { API_PORT, type MachineKind, PLACES, placesOf, VIP } from "../layout.ts";

const ROLES: Readonly<Record<MachineKind, Machine["roles"]>> = {
  balancer: ["lb"],
  master: ["control-plane", "etcd"],
  worker: ["worker"],
};

/** The plan that the lab is built by; a machine's id is its name. */
export function labPlan(): Plan {
  const members = placesOf("balancer").map(({ name }) => name);
  return {
    ...blankPlan("Lab"),
    options: { etcd: { topology: "stacked" } },
    endpoints: [
      { id: "api", audience: "nodes", vips: [VIP], port: API_PORT, lb: { kind: "keepalived-haproxy", members } },
    ],
    machines: PLACES.map(({ name, kind, ip }, order) => {
      return { id: name, order, hostname: name, ips: [ip], roles: ROLES[kind], disks: [] };
    }),
  };
}
