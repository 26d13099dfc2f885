import type { ProbeName } from "#lib/core/live/observation.ts";
import { type Fact, PASTED } from "#lib/core/live/state.ts";
import { everyMs, RHYTHMS } from "#lib/core/live/thresholds.ts";
import { PASTE_SECONDS } from "#lib/core/pasted/judge/paste-seconds.ts";

/** `fresh` as new as it should be; `ageing` late; `old` no longer a statement about now; `never` nothing was seen. */
export type Freshness = "fresh" | "ageing" | "old" | "never";

/** From here on a value is dimmed: the next look is overdue by half an interval. */
const AGEING_INTERVALS = 1.5;
/** From here on the engine itself calls a value unknown. */
const OLD_INTERVALS = 3;

export interface Watch {
  readonly nowMs: number;
  readonly pollSeconds: number;
  readonly isEngineSilent: boolean;
}

function isProbe(name: string): name is ProbeName {
  return Object.hasOwn(RHYTHMS, name);
}

/** Interval of the looks behind a fact, by the probe that its source names, ms. */
function intervalOf({ source, observer }: Pick<Fact, "source" | "observer">, watch: Watch): number {
  const pollSeconds = observer === PASTED ? PASTE_SECONDS : watch.pollSeconds;
  const [probe = ""] = source.split(" ");
  return isProbe(probe) ? everyMs(probe, pollSeconds) : pollSeconds * 1000;
}

/** Age of what was last seen, ms; null when nothing ever was. */
export function ageMs({ observedAtMs }: Pick<Fact, "observedAtMs">, nowMs: number): number | null {
  return observedAtMs === null ? null : Math.max(0, nowMs - observedAtMs);
}

export function freshnessOf(
  fact: Pick<Fact, "source" | "observer" | "observedAtMs" | "state" | "reason">,
  watch: Watch,
): Freshness {
  const age = ageMs(fact, watch.nowMs);
  if (age === null) return "never";
  const intervals = age / intervalOf(fact, watch);
  // A lease is stale too when its holder stops renewing it: that is seen, and new.
  const isUnseen = fact.state === "unknown" && fact.reason === "stale";
  if (isUnseen || intervals > OLD_INTERVALS) return "old";
  // Nobody looks again at what was pasted: it is never simply as good as now.
  if (fact.observer === PASTED) return "ageing";
  // While the engine is silent nothing is new, however slowly its probe looks.
  if (watch.isEngineSilent) return "ageing";
  return intervals > AGEING_INTERVALS ? "ageing" : "fresh";
}
