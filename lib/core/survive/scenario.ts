import * as z from "zod";
import { ServiceId } from "./fault-tree.ts";
import { Component } from "./model/component.ts";

/** Elements taken down, by element id. */
export const ScenarioRequest = z.strictObject({ dead: z.array(z.string().max(400)).max(20_000) });
export type ScenarioRequest = z.infer<typeof ScenarioRequest>;

/**
 * Why something is down: what it needs that is down (one step), how many of those it can lose, and the smallest set
 * of dead elements whose revival brings it back.
 */
export const Cause = z.strictObject({
  because: z.array(z.string()).min(1),
  /** The thing stands while at most this many of its inputs are down. */
  tolerates: z.int().min(0),
  of: z.int().min(1),
  revive: z.array(z.string()).min(1),
});
export type Cause = z.infer<typeof Cause>;

/** `dead` = taken down here; `down` = a consequence, with its cause. Things that are up are left out. */
const Stopped = z.discriminatedUnion("state", [
  z.strictObject({ id: z.string(), state: z.literal("dead") }),
  z.strictObject({ id: z.string(), state: z.literal("down"), component: Component, cause: Cause }),
]);

export const CapacityLeft = z.strictObject({
  total: z.number(),
  left: z.number(),
  /** What the demand of the plan needs; null = no demand given. */
  need: z.number().nullable(),
  /** Workers whose size the plan does not say. */
  unknownWorkers: z.int(),
});
export type CapacityLeft = z.infer<typeof CapacityLeft>;

export const ScenarioAnswer = z.strictObject({
  dead: z.array(z.string()),
  /** Ids that the plan has no element for; they were left out. */
  unknown: z.array(z.string()),
  stopped: z.array(Stopped),
  services: z.array(
    z.strictObject({
      id: ServiceId,
      state: z.enum(["up", "down", "not-planned"]),
      cause: Cause.nullable(),
      /** How many more failures of any elements until it is down; 0 = down, null = no failure can stop it. */
      margin: z.int().min(0).nullable(),
      /** Elements whose failure alone would now stop it. */
      atRisk: z.array(z.string()),
    }),
  ),
  capacity: z.strictObject({ cpuCores: CapacityLeft, memoryMiB: CapacityLeft, workers: CapacityLeft }),
});
export type ScenarioAnswer = z.infer<typeof ScenarioAnswer>;
