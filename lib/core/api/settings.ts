import * as z from "zod";
import { Thresholds } from "#lib/core/live/thresholds.ts";
import { JSON_BODY_MAX, routeSpec } from "./route-spec.ts";
import { Instant } from "./shapes.ts";

const ok = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 200, schema }) as const;
const json = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", schema, maxBytes: JSON_BODY_MAX }) as const;

/** How long the live history stays. Latencies go by partition, so up to one part longer than what is said here. */
export const Retention = z.strictObject({
  /** Every round of looks, hours. */
  rawHours: z.int().min(6).max(168).default(24),
  /** Mean, maximum and misses per minute, days. */
  minuteDays: z.int().min(1).max(400).default(30),
  /** Events, days; null = for ever. */
  eventDays: z.int().min(1).max(4000).nullable().default(400),
});
export type Retention = z.infer<typeof Retention>;

export const DEFAULT_RETENTION: Retention = Retention.parse({});

/** The monitor lost or regained its own network. */
const MonitorEvent = z.strictObject({
  id: z.string(),
  at: Instant,
  what: z.enum(["offline", "online"]),
  /** Host name of the engine. */
  observer: z.string(),
  /** Clusters that this engine could not reach, of how many. */
  cutOff: z.int(),
  clusters: z.int(),
  /** Control target that did not answer either. */
  canary: z.string(),
});
export type MonitorEvent = z.infer<typeof MonitorEvent>;

export const settingsRoutes = {
  getThresholds: routeSpec({
    id: "getThresholds",
    method: "GET",
    path: "/settings/thresholds",
    policy: "viewer",
    summary: "Limits that verdicts on live clusters depend on",
    answer: ok(Thresholds),
  }),
  putThresholds: routeSpec({
    id: "putThresholds",
    method: "PUT",
    path: "/settings/thresholds",
    policy: "admin",
    summary: "Change the limits; what is left out takes its default, and engines judge anew at once",
    body: json(Thresholds),
    answer: ok(Thresholds),
  }),
  getRetention: routeSpec({
    id: "getRetention",
    method: "GET",
    path: "/settings/retention",
    policy: "admin",
    summary: "How long the live history stays",
    answer: ok(Retention),
  }),
  putRetention: routeSpec({
    id: "putRetention",
    method: "PUT",
    path: "/settings/retention",
    policy: "admin",
    summary: "Change how long the live history stays; what is older then is deleted within minutes",
    body: json(Retention),
    answer: ok(Retention),
  }),
  listMonitorEvents: routeSpec({
    id: "listMonitorEvents",
    method: "GET",
    path: "/monitor/events",
    policy: "viewer",
    summary: "When engines lost and regained their own network, newest first",
    answer: ok(
      z.strictObject({
        rows: z.array(MonitorEvent),
        /** Engines that are cut off now. */
        offline: z.array(MonitorEvent),
      }),
    ),
  }),
};
