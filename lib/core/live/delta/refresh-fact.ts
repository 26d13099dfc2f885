import { type LiveState, sourceOf } from "#lib/core/live/live-state.ts";
import { allOf } from "#lib/core/live/shelves.ts";
import type { Fact } from "#lib/core/live/state.ts";

export interface Figures {
  /** Last sight by source, ms since the epoch. */
  readonly seen: Readonly<Record<string, number>>;
  /** Numbers that move all the time, by `<subject> <name>`. */
  readonly gauges: Readonly<Record<string, number>>;
}

/** A gauge of this name is no value of the fact: it is when the fact was last looked at and found the same. */
const LOOKED_AT = "observedAtMs";

/** The moving numbers of a state. What is known to be down is seen by no source: its age travels with the numbers. */
export function figuresOf({ settled, sightings }: Pick<LiveState, "settled" | "sightings">): Figures {
  const seen: Record<string, number> = {};
  for (const { seen: newest } of allOf(sightings)) {
    if (newest === null) continue;
    const source = sourceOf(newest);
    seen[source] = Math.max(seen[source] ?? 0, newest.atMs);
  }
  const gauges: Record<string, number> = {};
  for (const { fact, gauges: own } of allOf(settled)) {
    for (const name of Object.keys(own)) gauges[`${fact.subject} ${name}`] = own[name] ?? Number.NaN;
    const isLookedAt = fact.observedAtMs !== null && fact.observedAtMs > (seen[fact.source] ?? 0);
    if (isLookedAt) gauges[`${fact.subject} ${LOOKED_AT}`] = fact.observedAtMs ?? 0;
  }
  return { seen, gauges };
}

/** A fact with the age of its last sight and the numbers that move all the time. */
export function refreshFact(fact: Fact, { seen, gauges }: Figures): Fact {
  const own = Object.entries(gauges).flatMap(([key, value]) =>
    key.startsWith(`${fact.subject} `) ? [[key.slice(fact.subject.length + 1), value] as const] : [],
  );
  const { [LOOKED_AT]: lookedAtMs = 0, ...numbers } = Object.fromEntries(own);
  const newestMs = Math.max(seen[fact.source] ?? 0, lookedAtMs);
  const observedAtMs = fact.observedAtMs === null ? null : Math.max(newestMs, fact.observedAtMs);
  // What is stale was judged so on purpose; a sight of its source since then has made a new fact.
  const isUnseen = fact.state === "unknown" && fact.reason === "stale";
  const aged = isUnseen ? fact : { ...fact, observedAtMs };
  return { ...aged, values: { ...fact.values, ...numbers } };
}
