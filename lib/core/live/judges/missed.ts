import type { Sighting, Verdict } from "#lib/core/live/live-state.ts";
import { sourceOf } from "#lib/core/live/live-state.ts";
import type { MissReason } from "#lib/core/live/observation.ts";
import type { FactKind } from "#lib/core/live/state.ts";

interface About {
  readonly subject: string;
  readonly kind: FactKind;
  readonly every: number;
  readonly machineId?: string | null;
  /** What names it for a person. */
  readonly values?: Verdict["values"];
}

/** Nothing was ever seen here: unknown, with the reason of the last miss. */
export function missedVerdict({ last }: Sighting, about: About): Verdict {
  const { subject, kind, every, machineId = null, values = {} } = about;
  return {
    subject,
    kind,
    state: "unknown",
    reason: last.result.kind === "missed" ? last.result.reason : "never-seen",
    values: { ...values, detail: last.result.kind === "missed" ? last.result.detail : "" },
    machineId,
    source: sourceOf(last),
    observedAtMs: null,
    sample: last.monotonicMs,
    everyMs: every,
    confirmations: 1,
    tracked: [],
  };
}

/** Answers that say at once why nothing can be seen, and will say it again: no use in waiting for three intervals. */
const REFUSALS: readonly MissReason[] = [
  "unauthorised",
  "forbidden",
  "credential-locked",
  "no-service-account",
  "not-configured",
  "not-found",
];

/** True when the last look was turned away for good, so that an older sight is no longer what can be known. */
export function isRefused({ last }: Sighting): boolean {
  return last.result.kind === "missed" && REFUSALS.includes(last.result.reason);
}
