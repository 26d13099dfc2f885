import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { advance, openLive, tick } from "#lib/core/live/advance.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { allOf } from "#lib/core/live/shelves.ts";
import type { Fact, Transition } from "#lib/core/live/state.ts";
import { type Watching, watchLive } from "./live-looks.ts";

const FOLDER = join(import.meta.dirname, "recordings");

/** Names of the situations that `e2e/real/record` recorded from real etcd. */
export function recordedSituations(): readonly string[] {
  return readdirSync(FOLDER).map((file) => file.replace(".jsonl", ""));
}

/** What the judges said after one look of a recording. */
export interface Moment {
  readonly atMs: number;
  readonly facts: ReadonlyMap<string, Fact>;
}

export interface Replay {
  readonly moments: readonly Moment[];
  readonly transitions: readonly Transition[];
}

/** Plays a recording to the judges, look by look, as the engine would have. */
export function replay(situation: string, change: Parameters<typeof watchLive>[0] = {}): Replay {
  const { target }: ReturnType<Watching["state"]> = watchLive({ pollSeconds: 2, ...change }).state();
  let state = openLive(target, { wallMs: 0, monotonicMs: 0 });
  const moments: Moment[] = [];
  const transitions: Transition[] = [];
  for (const observation of observationsOf(situation)) {
    const seen = advance(state, observation);
    const aged = tick(seen.state, seen.state.clocks);
    state = aged.state;
    transitions.push(...seen.changes.transitions, ...aged.changes.transitions);
    const facts = new Map(allOf(state.settled).map(({ fact }) => [fact.subject, fact]));
    moments.push({ atMs: observation.atMs, facts });
  }
  return { moments, transitions };
}

/** A recording is what the probes returned, as JSON. */
function observationsOf(situation: string): readonly Observation[] {
  const lines = readFileSync(join(FOLDER, `${situation}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line) as Observation);
}
