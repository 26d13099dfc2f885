import * as z from "zod";
import type { ProbeName } from "./observation.ts";

const Count = z.int().min(1).max(1000);
const Ms = z.number().min(100).max(600_000);
const Days = z.number().min(0).max(4000);
const Share = z.number().min(0).max(1);
/** Where a value turns to warning and where to critical; the higher it is the worse, so critical cannot lie below. */
const Above = (value: z.ZodNumber) =>
  z
    .strictObject({ warning: value, critical: value })
    .refine(({ warning, critical }) => critical >= warning, { path: ["critical"], message: "milder than the warning" });
/** The same where less is worse, such as days that are left. */
const Below = (value: z.ZodNumber) =>
  z
    .strictObject({ warning: value, critical: value })
    .refine(({ warning, critical }) => critical <= warning, { path: ["critical"], message: "milder than the warning" });

/** Every number that a verdict depends on. Defaults: probes.md section 7, from the sources named there. */
export const Thresholds = z.strictObject({
  apiSlowMs: Ms.default(1000),
  /** Failed looks through the VIP in a row. */
  pathFailures: Above(Count).default({ warning: 1, critical: 3 }),
  /** Client-go: a leader that cannot renew for so long gives up; followers take over after the lease's own duration. */
  leaseLateMs: Ms.default(10_000),
  /** Added to the lease's duration for clocks and scheduling before it is called stale. */
  leaseGraceMs: Ms.default(2000),
  /** An apiserver renews its identity lease every 10 s, whatever its lease of an hour says. */
  identityStaleMs: Ms.default(40_000),
  nodeLease: Above(Ms).default({ warning: 40_000, critical: 60_000 }),
  nodeNotReadyMs: Ms.default(60_000),
  /** Changes of a holder or leader within 15 minutes. */
  moves: Above(Count).default({ warning: 2, critical: 4 }),
  etcdLagEntries: Above(z.int().min(1).max(1_000_000)).default({ warning: 1000, critical: 4000 }),
  etcdQuotaShare: Above(Share).default({ warning: 0.8, critical: 0.95 }),
  etcdFsyncMs: Above(Ms).default({ warning: 100, critical: 500 }),
  etcdCommitMs: Above(Ms).default({ warning: 100, critical: 250 }),
  leafDays: Below(Days).default({ warning: 30, critical: 7 }),
  caDays: Below(Days).default({ warning: 365, critical: 90 }),
  loopbackDays: Below(Days).default({ warning: 60, critical: 14 }),
  /** Of a rotating certificate's whole life: less left means that the rotation is stuck. */
  rotatingShare: Below(Share).default({ warning: 0.25, critical: 0.1 }),
  clockSkewMs: Above(Ms).default({ warning: 2000, critical: 10_000 }),
  restartRecentMs: Ms.default(600_000),
  /** Bad looks in a row before anything but an alarm of etcd counts. */
  confirmations: Count.default(2),
});
export type Thresholds = z.infer<typeof Thresholds>;

export const DEFAULT_THRESHOLDS: Thresholds = Thresholds.parse({});

interface Rhythm {
  /** Between two looks, ms; `poll` = the interval of the connection. */
  readonly everyMs: number | "poll";
  /** Of one look in all, ms; always shorter than the interval. */
  readonly timeoutMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** When each probe looks, and for how long at most (probes.md section 7). */
export const RHYTHMS: Readonly<Record<ProbeName, Rhythm>> = {
  "api-health": { everyMs: "poll", timeoutMs: 3000 },
  "api-version": { everyMs: 5 * MINUTE_MS, timeoutMs: 3000 },
  "api-backend": { everyMs: MINUTE_MS, timeoutMs: 3000 },
  leases: { everyMs: "poll", timeoutMs: 4000 },
  "node-leases": { everyMs: 20_000, timeoutMs: 5000 },
  nodes: { everyMs: 15_000, timeoutMs: 5000 },
  "static-pods": { everyMs: 30_000, timeoutMs: 5000 },
  "api-endpoints": { everyMs: 30_000, timeoutMs: 5000 },
  "cluster-identity": { everyMs: HOUR_MS, timeoutMs: 5000 },
  "etcd-status": { everyMs: "poll", timeoutMs: 2000 },
  "etcd-members": { everyMs: 10_000, timeoutMs: 2000 },
  "etcd-progress": { everyMs: "poll", timeoutMs: 2000 },
  "etcd-metrics": { everyMs: MINUTE_MS, timeoutMs: 5000 },
  "etcd-health": { everyMs: 10_000, timeoutMs: 2000 },
  certificate: { everyMs: HOUR_MS, timeoutMs: 4000 },
  "loopback-certificate": { everyMs: HOUR_MS, timeoutMs: 4000 },
  "config-map-cas": { everyMs: HOUR_MS, timeoutMs: 5000 },
  // Pasted, never polled: three such intervals are the thirty days after which a report says nothing any more.
  "certificate-report": { everyMs: 10 * DAY_MS, timeoutMs: 1000 },
  "own-credential": { everyMs: HOUR_MS, timeoutMs: 1000 },
  "haproxy-stats": { everyMs: 10_000, timeoutMs: 2000 },
  slb: { everyMs: "poll", timeoutMs: 2000 },
  access: { everyMs: HOUR_MS, timeoutMs: 5000 },
};

/** Interval of a probe on a connection that is polled every so many seconds. */
export function everyMs(probe: ProbeName, pollSeconds: number): number {
  const { everyMs: rhythm } = RHYTHMS[probe];
  return rhythm === "poll" ? pollSeconds * 1000 : Math.max(rhythm, pollSeconds * 1000);
}
