import { createHistogram, type RecordableHistogram } from "node:perf_hooks";

/** Counts what an engine does, for its heartbeat and through it for `/metrics`. */
export interface Pulse {
  /** A new task waits for its first look; call the answer when that came, or when the task is dropped. */
  readonly planned: () => () => void;
  /** A look began so long after its due time. */
  readonly began: (lagMs: number) => void;
  readonly figures: () => Readonly<Record<string, number>>;
}

/** Long enough for a thousand looks of a small installation, short enough to show what is wrong now. */
const WINDOW_MS = 30_000;
/** The histogram holds whole numbers from one up. */
const MICROS_PER_MS = 1000;

export function makePulse(now: () => number = () => performance.now()): Pulse {
  const startedMs = now();
  let current = createHistogram();
  let last: RecordableHistogram | null = null;
  let turnedMs = startedMs;
  let looks = 0;
  let waiting = 0;
  let coveredMs = 0;

  function turn(): void {
    if (now() - turnedMs < WINDOW_MS) return;
    last = current;
    current = createHistogram();
    turnedMs = now();
  }

  return {
    planned: () => {
      let isWaiting = true;
      waiting += 1;
      return () => {
        if (!isWaiting) return;
        isWaiting = false;
        waiting -= 1;
        if (waiting === 0) coveredMs = now() - startedMs;
      };
    },
    began: (lagMs) => {
      looks += 1;
      current.record(Math.max(1, Math.round(lagMs * MICROS_PER_MS)));
    },
    figures: () => {
      turn();
      const lags = last ?? current;
      const { user, system } = process.cpuUsage();
      return {
        looks,
        notYetLooked: waiting,
        coveredMs: Math.round(coveredMs),
        lagP50Ms: lags.percentile(50) / MICROS_PER_MS,
        lagP99Ms: lags.percentile(99) / MICROS_PER_MS,
        cpuSeconds: (user + system) / 1e6,
        rssBytes: process.memoryUsage.rss(),
      };
    },
  };
}
