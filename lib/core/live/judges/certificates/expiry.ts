import type { SeenCertificate } from "#lib/core/live/observation.ts";
import type { State } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";

/** `leaf` is renewed by hand, `rotating` by its own program, `loopback` only by a restart of its API server. */
export type Lifetime = "leaf" | "rotating" | "loopback" | "ca";

export interface Expiry {
  readonly state: State;
  readonly reason: "valid" | "expires-soon" | "expired" | "not-yet-valid" | "rotation-stuck";
  /** Whole days until it ends, rounded down; negative once it has. */
  readonly daysLeft: number;
}

const DAY_MS = 86_400_000;

/** Judges the dates of a certificate alone; whether it is trusted, and for which names, are other facts. */
export function expiryOf({ notBeforeMs, notAfterMs }: Dates, lifetime: Lifetime, at: Judging): Expiry {
  const { nowMs, thresholds } = at;
  const leftMs = notAfterMs - nowMs;
  const daysLeft = Math.floor(leftMs / DAY_MS);
  if (leftMs <= 0) return { state: "critical", reason: "expired", daysLeft };
  if (notBeforeMs > nowMs) return { state: "critical", reason: "not-yet-valid", daysLeft };
  const { left, limits } = measure(lifetime, { leftMs, lifeMs: notAfterMs - notBeforeMs, thresholds });
  const reason = lifetime === "rotating" ? "rotation-stuck" : "expires-soon";
  if (left < limits.critical) return { state: "critical", reason, daysLeft };
  return left < limits.warning ? { state: "warning", reason, daysLeft } : { state: "ok", reason: "valid", daysLeft };
}

type Dates = Pick<SeenCertificate, "notBeforeMs" | "notAfterMs">;

export interface Judging {
  readonly nowMs: number;
  readonly thresholds: Thresholds;
}

interface Measured {
  readonly leftMs: number;
  readonly lifeMs: number;
  readonly thresholds: Thresholds;
}

function measure(lifetime: Lifetime, { leftMs, lifeMs, thresholds }: Measured) {
  switch (lifetime) {
    case "rotating":
      return { left: leftMs / lifeMs, limits: thresholds.rotatingShare };
    case "loopback":
      return { left: leftMs / DAY_MS, limits: thresholds.loopbackDays };
    case "ca":
      return { left: leftMs / DAY_MS, limits: thresholds.caDays };
    case "leaf":
      return { left: leftMs / DAY_MS, limits: thresholds.leafDays };
  }
}
