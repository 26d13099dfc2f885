/** Below so many events between two looks the slowest hundredth is a matter of luck. */
const EVENTS_MIN = 100;

type Samples = Readonly<Record<string, number>>;

interface Bucket {
  /** Upper bound in seconds. */
  readonly bound: number;
  /** Events up to this bound between the two looks. */
  readonly count: number;
}

/**
 * The 99th percentile in milliseconds of a Prometheus histogram of seconds, over what happened between two looks; within
 * a bucket events are taken as evenly spread. Null after a restart, which sets counters back, and on too few events.
 */
export function percentile99Ms(before: Samples, now: Samples, family: string): number | null {
  const buckets = bucketsOf(before, now, family);
  const total = buckets.at(-1)?.count ?? 0;
  if (total < EVENTS_MIN || buckets.some(({ count }) => count < 0)) return null;
  const rank = total * 0.99;
  const at = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[at];
  const below = buckets[at - 1] ?? { bound: 0, count: 0 };
  if (bucket === undefined) return null;
  // Beyond the last finite bound only that bound is known.
  if (!Number.isFinite(bucket.bound)) return below.bound * 1000;
  const part = (rank - below.count) / (bucket.count - below.count);
  return (below.bound + (bucket.bound - below.bound) * part) * 1000;
}

function bucketsOf(before: Samples, now: Samples, family: string): readonly Bucket[] {
  const start = `${family}_bucket{le="`;
  return Object.entries(now)
    .filter(([name]) => name.startsWith(start))
    .map(([name, count]) => {
      const text = name.slice(start.length, name.indexOf('"', start.length));
      return {
        bound: text === "+Inf" ? Number.POSITIVE_INFINITY : Number(text),
        count: count - (before[name] ?? 0),
      };
    })
    .sort((a, b) => a.bound - b.bound);
}
