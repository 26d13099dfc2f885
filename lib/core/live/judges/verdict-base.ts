import type { Sighting, Verdict, View } from "#lib/core/live/live-state.ts";
import { sourceOf } from "#lib/core/live/live-state.ts";
import type { MissReason, ProbeName } from "#lib/core/live/observation.ts";
import type { FactKind } from "#lib/core/live/state.ts";
import { everyMs } from "#lib/core/live/thresholds.ts";

type Base = Pick<
  Verdict,
  "kind" | "source" | "observedAtMs" | "sample" | "everyMs" | "confirmations" | "tracked" | "missed"
>;

/** What a verdict on the last thing seen shares with its look: age, source, interval. */
export function seenBase(view: View, sighting: Sighting, kind: FactKind): Base {
  const at = sighting.seen ?? sighting.last;
  return {
    kind,
    source: sourceOf(sighting.last),
    observedAtMs: sighting.seen?.atMs ?? null,
    sample: at.monotonicMs,
    everyMs: everyMs(sighting.last.probe, view.target.pollSeconds),
    confirmations: view.target.thresholds.confirmations,
    tracked: [],
    missed: missOf(sighting),
  };
}

/** Why the last look saw nothing; null where it saw something. */
export function missOf({ last }: Sighting): MissReason | null {
  return last.result.kind === "missed" ? last.result.reason : null;
}

/** The value of the last look that saw something. */
export function sightValue<Name extends ProbeName>({ seen }: Sighting<Name>) {
  return seen?.result.kind === "seen" ? seen.result.value : null;
}
