import type { LiveChanges, LiveState, Settled } from "#lib/core/live/live-state.ts";
import { stale } from "#lib/core/live/settle.ts";
import { allOf, withAll } from "#lib/core/live/shelves.ts";
import type { Fact, Transition } from "#lib/core/live/state.ts";

/** Reason of every fact while the observer itself has no network. */
const CUT_OFF = "monitor-offline";

interface CutOff {
  readonly state: LiveState;
  readonly changes: LiveChanges;
}

/** The observer sees nothing: every fact is unknown, and none of them is an event of its own. */
export function cutOff(state: LiveState, wallMs: number): CutOff {
  return replaced(
    state,
    allOf(state.settled).map((entry) => ({ ...entry, pending: null, fact: asCutOff(entry.fact, wallMs) })),
  );
}

function asCutOff(fact: Fact, wallMs: number): Fact {
  if (fact.reason === CUT_OFF) return fact;
  const values = { ...fact.values, lastState: fact.state, lastReason: fact.reason };
  return { ...fact, state: "unknown", reason: CUT_OFF, sinceMs: wallMs, values };
}

/** The state to come back to: of what an earlier loss of the network still hides, the one before that. */
export function lastKnown(state: LiveState, before: LiveState | null): LiveState {
  const hidden = allOf(state.settled).filter(({ fact }) => fact.reason === CUT_OFF);
  return withEntries(
    state,
    hidden.map((entry) => known(before, entry.fact) ?? entry),
  );
}

/** The observer sees again: what is not too old stands as it did before, the rest waits for its next look. */
export function rejoin(state: LiveState, before: LiveState, wallMs: number): CutOff {
  const fresh = allOf(before.settled).filter((entry) => stale(entry, wallMs) === null);
  return replaced(state, fresh);
}

function replaced(state: LiveState, entries: readonly Settled[]): CutOff {
  return {
    state: withEntries(state, entries),
    changes: { facts: entries.map(({ fact }) => fact), removed: [], transitions: [] },
  };
}

/**
 * Transitions of a step without those that only say that the observer sees again. What changed meanwhile is told from
 * the state before; of a fact that was never known before, anything but ok is told.
 */
export function withoutReturns(
  transitions: readonly Transition[],
  now: LiveState,
  before: LiveState | null,
): readonly Transition[] {
  return transitions.flatMap((transition) => {
    if (transition.what !== "state" || known(now, transition)?.fact.reason !== CUT_OFF) return [transition];
    const from = known(before, transition)?.fact.state ?? "ok";
    return from === transition.to ? [] : [{ ...transition, from }];
  });
}

function withEntries(state: LiveState, entries: readonly Settled[]): LiveState {
  const added = entries.map((entry) => [entry.fact.kind, entry.fact.subject, entry] as const);
  return { ...state, settled: withAll(state.settled, added) };
}

function known(state: LiveState | null, { kind, subject }: Pick<Fact, "kind" | "subject">): Settled | undefined {
  return state?.settled.get(kind)?.get(subject);
}
