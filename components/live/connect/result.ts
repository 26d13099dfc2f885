import type { Tick } from "#lib/core/connection/connection.ts";

/** Steps without which nothing can be watched. What fails beside them stays unknown, and the rest is watched. */
const ESSENTIAL: readonly Tick["step"][] = ["account", "resolve", "tcp", "tls", "auth"];

/** What a dry run comes to. */
export function resultOf(ticks: readonly Tick[]): "ok" | "warning" | "failed" {
  if (ticks.some(({ step, state }) => state === "failed" && ESSENTIAL.includes(step))) return "failed";
  return ticks.some(({ state }) => state === "warning" || state === "failed") ? "warning" : "ok";
}
