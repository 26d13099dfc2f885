import * as z from "zod";
import { Endpoint } from "./endpoint.ts";
import { Machine } from "./machine.ts";
import { PlanOptions } from "./options.ts";

export const SCHEMA_VERSION = "1.0";
const MACHINES_MAX = 20_000;

/** The versioned design of a cluster; machines are kept sorted by `order`, then id. */
export const Plan = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  kind: z.literal("HAClusterPlan"),
  name: z.string().min(1).max(120),
  options: PlanOptions,
  endpoints: z.array(Endpoint).max(32),
  machines: z.array(Machine).max(MACHINES_MAX),
});
export type Plan = z.infer<typeof Plan>;

/** A plan with nothing decided yet. */
export function blankPlan(name: string): Plan {
  return { schemaVersion: SCHEMA_VERSION, kind: "HAClusterPlan", name, options: {}, endpoints: [], machines: [] };
}
