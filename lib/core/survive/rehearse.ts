import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "./analyse.ts";

/** The smallest template and the largest. */
const PLANS = ["T1", "T6"] as const;

/** A first analysis compiles everything and takes ten times as long: a thread has it behind it before its first order. */
export function rehearse(): void {
  for (const id of PLANS) analyse(templatePlan(id, id), { candidates: false });
}
