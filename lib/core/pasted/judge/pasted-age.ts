import { type Fact, PASTED } from "#lib/core/live/state.ts";

/** Oldest sight among the values that were pasted, ms since the epoch; null where none was. */
export function oldestPasted(facts: readonly Pick<Fact, "observer" | "observedAtMs">[]): number | null {
  return facts.reduce<number | null>((oldest, { observer, observedAtMs: at }) => {
    if (observer !== PASTED || at === null) return oldest;
    return oldest === null || at < oldest ? at : oldest;
  }, null);
}
