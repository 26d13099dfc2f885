import type { Fact } from "./state.ts";

export interface Figures {
  /** Last sight by source, ms since the epoch. */
  readonly seen: Readonly<Record<string, number>>;
  /** Numbers that move all the time, by `<subject> <name>`. */
  readonly gauges: Readonly<Record<string, number>>;
}

/** A fact with the age of its source's last sight and the numbers that move all the time. */
export function refreshFact(fact: Fact, { seen, gauges }: Figures): Fact {
  const own = Object.entries(gauges).flatMap(([key, value]) =>
    key.startsWith(`${fact.subject} `) ? [[key.slice(fact.subject.length + 1), value] as const] : [],
  );
  const seenMs = seen[fact.source];
  const observedAtMs =
    seenMs === undefined || fact.observedAtMs === null ? fact.observedAtMs : Math.max(seenMs, fact.observedAtMs);
  // What is stale was judged so on purpose; a sight of its source since then has made a new fact.
  const isUnseen = fact.state === "unknown" && fact.reason === "stale";
  const aged = isUnseen ? fact : { ...fact, observedAtMs };
  return { ...aged, values: { ...fact.values, ...Object.fromEntries(own) } };
}
