import { processWide } from "#lib/auth/process-wide.ts";
import { TooMany } from "#lib/http/errors.ts";

/** Callers remembered at once; the longest silent one is forgotten first, so an address sweep cannot fill memory. */
const CALLERS_MAX = 20_000;
const MINUTE_MS = 60_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/** A bounded set of token buckets: `perMinute` calls at once, refilled evenly. */
export function rateLimiter(callersMax = CALLERS_MAX) {
  const buckets = new Map<string, Bucket>();

  /** Seconds to wait, 0 when the call may go on. */
  return function wait(key: string, perMinute: number, nowMs: number): number {
    const before = buckets.get(key) ?? { tokens: perMinute, atMs: nowMs };
    const refill = (Math.max(0, nowMs - before.atMs) / MINUTE_MS) * perMinute;
    const tokens = Math.min(perMinute, before.tokens + refill);
    // Deleting first moves the key to the end: Map order is then order of last use.
    buckets.delete(key);
    buckets.set(key, { tokens: tokens >= 1 ? tokens - 1 : tokens, atMs: nowMs });
    if (buckets.size > callersMax) forgetOldest(buckets);
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - tokens) / perMinute) * 60));
  };
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  const oldest = buckets.keys().next();
  if (!oldest.done) buckets.delete(oldest.value);
}

const shared = () => processWide("rate-limit", () => rateLimiter());

/** Counts one call. Throws 429 with Retry-After when `key` has used up its minute. */
export function limitCalls(key: string, perMinute: number): void {
  const waitS = shared()(key, perMinute, Date.now());
  if (waitS === 0) return;
  throw new TooMany(waitS, {
    code: "too-many-requests",
    detail: `More than ${perMinute} calls in a minute. Wait ${waitS} s and try again.`,
  });
}
