import type { LiveView, StreamMessage } from "#lib/core/api/live.ts";
import { refreshFact } from "./refresh-fact.ts";

export type LiveDelta = Extract<StreamMessage, { type: "delta" }>;

/** A snapshot after one message of the stream: changed facts replaced, ages and moving numbers brought up to date. */
export function applyDelta(view: LiveView, delta: LiveDelta): LiveView {
  if (delta.slug !== view.slug || delta.atMs < view.atMs - LATE_MS) return view;
  const facts = new Map(view.facts.map((fact) => [fact.subject, fact]));
  for (const subject of delta.removed) facts.delete(subject);
  for (const fact of delta.facts) facts.set(fact.subject, fact);
  return {
    ...view,
    atMs: Math.max(view.atMs, delta.atMs),
    engineBeatAtMs: delta.engineBeatAtMs,
    state: delta.state,
    unknownCount: delta.unknownCount,
    margin: delta.margin,
    facts: [...facts.values()].map((fact) => refreshFact(fact, delta)),
  };
}

/** A message this much older than what is known was held up on its way and says nothing new. */
const LATE_MS = 60_000;
