import type { LiveView, StreamMessage } from "#lib/core/api/live.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import { PASTED } from "#lib/core/live/state.ts";
import { yieldsTo } from "#lib/core/pasted/judge/stand-in.ts";
import { refreshFact } from "./refresh-fact.ts";

export type LiveDelta = Extract<StreamMessage, { type: "delta" }>;

/** A snapshot after one message of the stream: changed facts replaced, ages and moving numbers brought up to date. */
export function applyDelta(view: LiveView, delta: LiveDelta): LiveView {
  if (delta.slug !== view.slug || delta.atMs < view.atMs - LATE_MS) return view;
  const facts = new Map(view.facts.map((fact) => [fact.subject, fact]));
  for (const subject of delta.removed) if (facts.get(subject)?.observer !== PASTED) facts.delete(subject);
  for (const fact of delta.facts) {
    const known = facts.get(fact.subject);
    if (known === undefined || !yieldsTo(fact, known)) facts.set(fact.subject, fact);
  }
  const all = [...facts.values()];
  // The engine knows nothing of what was pasted, so its roll-up does not count it.
  const { state, unknownCount } = all.some(({ observer }) => observer === PASTED) ? worstOf(all) : delta;
  return {
    ...view,
    atMs: Math.max(view.atMs, delta.atMs),
    engineBeatAtMs: delta.engineBeatAtMs,
    state,
    unknownCount,
    margin: delta.margin,
    facts: all.map((fact) => refreshFact(fact, delta)),
  };
}

/** A message this much older than what is known was held up on its way and says nothing new. */
const LATE_MS = 60_000;
