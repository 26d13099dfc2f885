import type { Judge } from "#lib/core/live/live-state.ts";
import { judgeBalancers } from "./balancer/judge-balancers.ts";
import { judgeVip } from "./balancer/judge-vip.ts";
import { judgeCertificates } from "./certificates/judge-certificates.ts";
import { judgeAccess } from "./control/judge-access.ts";
import { judgeClocks } from "./control/judge-clocks.ts";
import { judgePath } from "./control/judge-path.ts";
import { judgeSpread } from "./control/judge-spread.ts";
import { judgeVersions } from "./control/judge-versions.ts";
import { judgeEtcd } from "./etcd/judge-etcd.ts";
import { judgeLeases } from "./leases/judge-leases.ts";
import { judgeNodes } from "./nodes/judge-nodes.ts";
import { judgePods } from "./nodes/judge-pods.ts";

/** Every judge; each kind of fact belongs to exactly one. */
export const judges: readonly Judge[] = [
  judgePath,
  judgeSpread,
  judgeLeases,
  judgeEtcd,
  judgeCertificates,
  judgeNodes,
  judgePods,
  judgeBalancers,
  judgeVip,
  judgeVersions,
  judgeClocks,
  judgeAccess,
];
