import * as z from "zod";

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
