import { sourceOf } from "#lib/core/live/live-state.ts";
import type { Observation } from "#lib/core/live/observation.ts";
import { type LatencyRound, latencySeries } from "#lib/store/live/history/write-latencies.ts";
import type { Task } from "#lib/watch/pace/tasks.ts";

/** Certificates and the like are looked at once an hour: no curve comes of that. */
const SLOWEST_MS = 60_000;
/** Rounds that wait for a report; more would mean that nothing is seen of the cluster at all, not even misses. */
const WAITING_MAX = 12;

export interface LatencyRounds {
  readonly add: (observation: Observation) => void;
  /** Ends the round; nothing is kept of one without a look. */
  readonly close: (atMs: number) => void;
  /** Rounds that were closed since the last call. */
  readonly take: () => readonly LatencyRound[];
}

/** Gathers how long the looks at one cluster took, one value per place and round. */
export function latencyRounds(tasks: readonly Pick<Task, "probe" | "target" | "everyMs">[]): LatencyRounds {
  const names = [...new Set(tasks.filter(({ everyMs }) => everyMs <= SLOWEST_MS).map(sourceOf))];
  const series = latencySeries(names);
  const places = new Map(names.map((name, place) => [name, place]));
  let current = new Map<number, number>();
  let closed: readonly LatencyRound[] = [];
  return {
    add: (observation) => {
      const place = places.get(sourceOf(observation));
      if (place === undefined) return;
      const ms = observation.result.kind === "seen" ? latencyOf(observation) : Number.NaN;
      current.set(place, worse(current.get(place), ms));
    },
    close: (atMs) => {
      if (current.size === 0) return;
      const valuesMs = names.map((_, place) => current.get(place) ?? null);
      closed = [...closed, { atMs, series, valuesMs }].slice(-WAITING_MAX);
      current = new Map();
    },
    take: () => {
      const taken = closed;
      closed = [];
      return taken;
    },
  };
}

/** The server's own share where the probe tells it apart, else the whole look. */
function latencyOf({ result, durationMs }: Observation): number {
  const { latencyMs } = result.kind === "seen" && "latencyMs" in result.value ? result.value : { latencyMs: null };
  return latencyMs ?? durationMs;
}

/** Of two looks in one round the slower stands, and a miss over all. */
function worse(before: number | undefined, ms: number): number {
  return before === undefined ? ms : Math.max(before, ms);
}
