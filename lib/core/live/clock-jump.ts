import type { Clocks, LiveState, Sighting } from "./live-state.ts";
import type { Observation } from "./observation.ts";
import { mapShelves } from "./shelves.ts";
import type { Transition } from "./state.ts";

/** More than a slewing clock makes up between two looks, less than the shortest interval after which a value is stale. */
const JUMP_MS = 2000;

interface Jumped {
  readonly state: LiveState;
  readonly transitions: readonly Transition[];
}

/**
 * Somebody set the wall clock while the monotonic one went on: every remembered instant moves along, so that ages stay
 * what they were and nothing is called stale because of it. The jump itself is an event.
 */
export function afterJump(state: LiveState, now: Clocks): Jumped {
  const byMs = now.wallMs - now.monotonicMs - (state.clocks.wallMs - state.clocks.monotonicMs);
  if (Math.abs(byMs) < JUMP_MS) return { state, transitions: [] };
  return { state: shifted(state, byMs), transitions: [jump(state, { byMs, wallMs: now.wallMs })] };
}

function jump({ target: { observer } }: LiveState, { byMs, wallMs }: { byMs: number; wallMs: number }): Transition {
  return {
    subject: `clock/${observer}`,
    kind: "clock",
    machineId: null,
    what: "wallClock",
    from: textOf(wallMs - byMs),
    to: textOf(wallMs),
    reason: "clock-jumped",
    values: { name: observer, jumpMs: Math.round(byMs) },
    atMs: wallMs,
  };
}

/** `2026-11-26 17:40:09`, UTC: core has no `Date`, and the events page shows names of values as they are. */
function textOf(ms: number): string {
  return ISO.format(ms).replace(",", "");
}

const ISO = new Intl.DateTimeFormat("sv-SE", { timeZone: "UTC", dateStyle: "short", timeStyle: "medium" });

function shifted(state: LiveState, byMs: number): LiveState {
  const later = (atMs: number): number => atMs + byMs;
  const moves = [...state.memory.moves].map(([subject, instants]) => [subject, instants.map(later)] as const);
  return {
    ...state,
    sightings: mapShelves(state.sightings, (sighting) => shiftedSighting(sighting, byMs)),
    settled: mapShelves(state.settled, (entry) => {
      const { observedAtMs, sinceMs } = entry.fact;
      const fact = { ...entry.fact, observedAtMs: observedAtMs === null ? null : later(observedAtMs) };
      return { ...entry, fact: { ...fact, sinceMs: later(sinceMs) } };
    }),
    memory: { ...state.memory, moves: new Map(moves) },
  };
}

function shiftedSighting({ last, seen, seenBefore, missesInRow }: Sighting, byMs: number): Sighting {
  return {
    last: { ...last, atMs: last.atMs + byMs },
    seen: seen === null ? null : { ...seen, atMs: seen.atMs + byMs },
    seenBefore: seenBefore === null ? null : { ...seenBefore, atMs: seenBefore.atMs + byMs },
    missesInRow,
  };
}

/** The two instants of an observation. */
export function clocksOf({ atMs, monotonicMs }: Observation): Clocks {
  return { wallMs: atMs, monotonicMs };
}
