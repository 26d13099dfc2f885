import type { LiveState } from "./live-state.ts";
import { worstOf } from "./roll-up.ts";
import type { Fact, LiveSnapshot, Margin } from "./state.ts";

/** What is known at this moment, with the newest figures in each fact. */
export function snapshot(
  state: LiveState,
  about: Pick<LiveSnapshot, "slug" | "engineBeatAtMs"> & { readonly margin: Margin },
): LiveSnapshot {
  const facts = [...state.settled.values()].map(({ fact, gauges }) => withGauges(fact, gauges));
  return { ...about, atMs: state.clocks.wallMs, ...worstOf(facts), facts };
}

export function withGauges(fact: Fact, gauges: Readonly<Record<string, number>>): Fact {
  return { ...fact, values: { ...fact.values, ...gauges } };
}
