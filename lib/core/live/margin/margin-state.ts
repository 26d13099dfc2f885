import type { Margin } from "#lib/core/live/state.ts";

/** How bad a margin is beside the planned one: colour only where someone should act. */
export function marginState({ low, high, planned }: Margin): "ok" | "warning" | "critical" | "unknown" {
  if (low === null || high === null) return "unknown";
  if (high < 0) return "critical";
  if (planned !== null && planned > 0 && high === 0) return "critical";
  if (planned !== null && high < planned) return "warning";
  return low !== high && low < (planned ?? high) ? "unknown" : "ok";
}
