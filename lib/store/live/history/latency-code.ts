/** Looked at, and no answer came. */
const MISSED = -1;
/** Not looked at in this round: its rhythm is slower. */
const NOT_LOOKED = -2;
/** Up to here a code counts tenths of a millisecond; `latency_code` of the migration says the same in SQL. */
const FINE_UP_TO_MS = 1000;
const TENTHS = 10;
const COARSE_OFFSET = FINE_UP_TO_MS * TENTHS - FINE_UP_TO_MS;
const SMALLINT_MAX = 32_767;

/** A latency in ms as two bytes; NaN = missed, null = not looked at. */
export function latencyCode(ms: number | null): number {
  if (ms === null) return NOT_LOOKED;
  if (Number.isNaN(ms)) return MISSED;
  if (ms <= FINE_UP_TO_MS) return Math.round(Math.max(0, ms) * TENTHS);
  return Math.min(Math.round(ms) + COARSE_OFFSET, SMALLINT_MAX);
}

/** The latency in ms; null where nothing answered. */
export function latencyMs(code: number): number | null {
  if (code < 0) return null;
  return code <= FINE_UP_TO_MS * TENTHS ? code / TENTHS : code - COARSE_OFFSET;
}
