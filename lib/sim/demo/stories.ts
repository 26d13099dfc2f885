import type { TimedFault } from "#lib/sim/fault.ts";
import type { SimClusterSpec } from "#lib/sim/spec.ts";

type Story = SimClusterSpec & { readonly story?: readonly TimedFault[] };

const MINUTE_MS = 60_000;

/** Six clusters in six states; what goes wrong does so while someone is likely to look. */
export const DEMO_CLUSTERS: readonly Story[] = [
  { name: "demo-healthy", workers: 6 },
  {
    name: "demo-etcd",
    story: [
      { atMs: MINUTE_MS, fault: "etcd-leader-killed" },
      { atMs: 10 * MINUTE_MS, fault: "recovered" },
    ],
  },
  {
    name: "demo-certificates",
    story: [
      { atMs: 0, fault: "certificate", host: "demo-certificates-master-1", change: { kind: "expires", days: 5 } },
      { atMs: 0, fault: "certificate", host: "demo-certificates-master-2", change: { kind: "without-vip" } },
    ],
  },
  {
    name: "demo-leaders",
    story: [
      { atMs: 2 * MINUTE_MS, fault: "lease-stops", component: "kube-scheduler" },
      { atMs: 5 * MINUTE_MS, fault: "lease-holder-killed", component: "kube-scheduler" },
    ],
  },
  {
    name: "demo-balancer",
    story: [
      { atMs: 0, fault: "backend-unchecked", host: "demo-balancer-master-3" },
      { atMs: 90_000, fault: "vip-two-holders" },
    ],
  },
  { name: "demo-blind", story: [{ atMs: 0, fault: "api-forbids", resource: "leases" }] },
];
