import { templatePlan } from "#lib/core/plan/templates.ts";
import { analyse } from "./analyse.ts";

/** The smallest template and the largest. */
const PLANS = ["T1", "T6"] as const;
/** After so many rounds the compiler knows what is called often, and makes nothing new of it in the first order. */
export const REHEARSALS = 8;

/** One round. A first analysis compiles everything and takes ten times as long: a thread has that behind it before its first order. */
export function rehearse(): void {
  for (const id of PLANS) analyse(templatePlan(id, id), { candidates: false });
}

/** All rounds, with room for an order between any two of them; returns what ends them early. */
export function rehearseInTurns(): () => void {
  let left = REHEARSALS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = (): void => {
    rehearse();
    left -= 1;
    if (left > 0) timer = setTimeout(next);
  };
  next();
  return () => clearTimeout(timer);
}
