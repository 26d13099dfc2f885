import { judgeEtcd } from "./etcd/judge-etcd.ts";
import { judgeLeases } from "./leases/judge-leases.ts";
import type { Judge } from "./live-state.ts";
import { judgePath } from "./path/judge-path.ts";

/** Every judge; each kind of fact belongs to exactly one. */
export const judges: readonly Judge[] = [judgePath, judgeLeases, judgeEtcd];
