import { phaseOf } from "#lib/core/connection/shards.ts";

export interface Beat {
  /** Names the timer among all others: decides its phase. */
  readonly name: string;
  readonly everyMs: number;
  /** The first beat comes within this time, or within one interval. */
  readonly firstWithinMs: number;
  /** What the first beat waits for once it is due: how late that makes it is told too. */
  readonly turn?: () => Promise<void>;
  /** The next beat waits until this has settled: never two looks at one target at once. Told how late it begins. */
  readonly run: (lagMs: number) => Promise<void>;
}

/** Time as a rhythm sees it; a test brings its own. */
export interface Timing {
  readonly now: () => number;
  readonly after: (delayMs: number, act: () => void) => () => void;
}

const systemTiming: Timing = {
  now: () => performance.now(),
  after: (delayMs, act) => {
    // A timer cuts fractions off and would fire a moment early: the beat would then come twice.
    const timer = setTimeout(act, Math.ceil(delayMs));
    return () => clearTimeout(timer);
  },
};

/**
 * Runs something at a fixed rhythm on the monotonic clock. The phase follows from the name, so that the timers of a
 * thousand clusters spread over the interval; a beat that took too long is skipped, never doubled, and does not drift.
 */
export function keepRhythm(
  { name, everyMs, run, firstWithinMs, turn }: Beat,
  timing: Timing = systemTiming,
): () => void {
  let isStopped = false;
  const firstMs = phaseOf(name, Math.min(everyMs, firstWithinMs));
  let dueMs = timing.now() + firstMs;
  let cancel = timing.after(firstMs, () => void beat(true));
  const phase = phaseOf(name, everyMs);

  async function beat(isFirst: boolean): Promise<void> {
    if (isFirst) await turn?.();
    if (isStopped) return;
    await run(timing.now() - dueMs);
    if (isStopped) return;
    const now = timing.now();
    const next = (Math.floor((now - phase) / everyMs) + 1) * everyMs + phase;
    // Right after the first look the regular one would follow at once for no new knowledge.
    dueMs = next + (isFirst && next - now < everyMs / 4 ? everyMs : 0);
    cancel = timing.after(dueMs - now, () => void beat(false));
  }

  return () => {
    isStopped = true;
    cancel();
  };
}
