import type { Fact, State } from "./state.ts";

export interface RollUp {
  /** Worst of what is known; unknown only when nothing at all is. */
  readonly state: State;
  readonly unknownCount: number;
}

const ORDER: readonly State[] = ["critical", "warning", "ok"];

/** The worst known state, with what is unknown counted beside it: unknown is never taken for ok, nor for critical. */
export function worstOf(facts: readonly Pick<Fact, "state">[]): RollUp {
  const unknownCount = facts.filter(({ state }) => state === "unknown").length;
  const worst = ORDER.find((state) => facts.some((fact) => fact.state === state));
  if (worst !== undefined) return { state: worst, unknownCount };
  return { state: unknownCount > 0 || facts.length === 0 ? "unknown" : (facts[0]?.state ?? "unknown"), unknownCount };
}
