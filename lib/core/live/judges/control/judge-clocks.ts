import { seenBase, sightValue } from "#lib/core/live/judges/verdict-base.ts";
import type { Judge, Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import type { State } from "#lib/core/live/state.ts";

/** `Date` has a resolution of one second, rounded down: half of it is the best guess at the rest. */
const HALF_SECOND_MS = 500;

/** How far each master's clock is from ours, by the Date header of its answers. */
export const judgeClocks: Judge = {
  name: "clocks",
  kinds: ["clock"],
  probes: ["api-health"],
  judge: (view) => view.of("api-health").flatMap((sighting) => clockVerdict(view, sighting)),
};

function clockVerdict(view: View, sighting: Sighting<"api-health">): readonly Verdict[] {
  const { seen } = sighting;
  const serverTimeMs = sightValue(sighting)?.serverTimeMs ?? null;
  if (seen === null || serverTimeMs === null || seen.target.way === "path") return [];
  const skewMs = serverTimeMs + HALF_SECOND_MS - (seen.atMs - seen.durationMs / 2);
  const machine = view.machines.of(seen.target.machineId, seen.target.name);
  const state = skewState(view, Math.abs(skewMs));
  return [
    {
      ...seenBase(view, sighting, "clock"),
      subject: `clock/${machine?.id ?? seen.target.name}`,
      state,
      reason: state === "ok" ? "in-step" : "skewed",
      machineId: machine?.id ?? null,
      values: { name: machine?.hostname ?? seen.target.name },
      gauges: { skewMs: Math.round(skewMs) },
    },
  ];
}

function skewState({ target }: View, skewMs: number): State {
  const { warning, critical } = target.thresholds.clockSkewMs;
  if (skewMs >= critical) return "critical";
  return skewMs >= warning ? "warning" : "ok";
}
