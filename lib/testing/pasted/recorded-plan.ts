import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";

/** The plan of the cluster that the recorded outputs are of: three masters, each with its member of etcd. */
export function recordedPlan(name = "pasted"): Plan {
  return {
    ...blankPlan(name),
    options: { etcd: { topology: "stacked" } },
    endpoints: [{ id: "api", audience: "nodes", vips: [], port: 6443, lb: { kind: "node-local" } }],
    machines: [1, 2, 3].map((number) => ({
      id: `id-m${number}`,
      order: number,
      hostname: `m${number}`,
      ips: [`127.0.0.1${number}`],
      roles: ["control-plane", "etcd"],
      disks: [],
    })),
  };
}
