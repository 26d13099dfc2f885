import { numberIn } from "#components/live/facts/pick-facts.ts";
import type { CertificateRow } from "#lib/core/api/live.ts";
import type { State } from "#lib/core/live/state.ts";

export interface Month {
  /** First day of the month, ms since the epoch, UTC. */
  readonly startMs: number;
  readonly count: number;
  /** Worst state among those that end in it. */
  readonly state: State;
}

const ORDER: readonly State[] = ["critical", "warning", "unknown", "ok"];

/** How many certificates end in each of the coming months, the present one first; what has ended counts into it. */
export function monthsOf(rows: readonly CertificateRow[], nowMs: number, count: number): readonly Month[] {
  const now = new Date(nowMs);
  const first = now.getUTCFullYear() * 12 + now.getUTCMonth();
  const states: State[][] = Array.from({ length: count }, () => []);
  for (const { fact } of rows) {
    const end = numberIn(fact, "notAfterMs");
    if (end === null) continue;
    const at = new Date(end);
    const index = Math.max(0, at.getUTCFullYear() * 12 + at.getUTCMonth() - first);
    states[index]?.push(fact.state);
  }
  return states.map((list, index) => ({
    startMs: Date.UTC(Math.floor((first + index) / 12), (first + index) % 12, 1),
    count: list.length,
    state: ORDER.find((state) => list.includes(state)) ?? "ok",
  }));
}
