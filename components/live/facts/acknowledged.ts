import type { LiveView } from "#lib/core/api/live.ts";
import type { Fact } from "#lib/core/live/state.ts";

type Acknowledgement = LiveView["acknowledgements"][number];

/** The state is dated by the engine's clock and the word by the web server's: they may be this far apart. */
const CLOCKS_MS = 5000;

/** What somebody said of the state that a fact has now; their word on an earlier one is void, as is one whose time is up. */
export function acknowledgementOf(
  fact: Pick<Fact, "subject" | "sinceMs">,
  acknowledgements: readonly Acknowledgement[],
  nowMs: number,
): Acknowledgement | null {
  const known = acknowledgements.find(({ subject }) => subject === fact.subject);
  if (known === undefined || fact.sinceMs > Date.parse(known.at) + CLOCKS_MS) return null;
  return known.until !== null && Date.parse(known.until) <= nowMs ? null : known;
}

export function needsSomeone({ state }: Pick<Fact, "state">): boolean {
  return state === "warning" || state === "critical";
}
