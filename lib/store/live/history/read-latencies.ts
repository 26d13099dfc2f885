import type { Latencies, LatencyCurve } from "#lib/core/api/live.ts";
import { db, pool } from "#lib/store/client.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { readRow } from "#lib/store/plan/rows.ts";

export interface LatencyAsk {
  readonly nowMs: number;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
/** Every round is read up to this span; a longer one is made of minutes. */
const ROUNDS_SPAN_MS = 2 * HOUR_MS;
/** About as many as the curve of a panel has pixels. */
const BINS = 120;
const MINUTE_S = 60;
/** Minutes are kept for no longer. */
const SPAN_MAX_MS = 400 * 24 * HOUR_MS;

/** How long looks at a cluster took in a span; the last hour, or an hour beside the one end that is given. */
export async function readLatencies(slug: string, { nowMs, from, to }: LatencyAsk): Promise<Latencies> {
  const { id } = await readRow(db(), slug);
  const toMs = to === undefined ? endOf(from, nowMs) : Date.parse(to);
  const fromMs = from === undefined ? toMs - HOUR_MS : Date.parse(from);
  if (toMs <= fromMs || toMs - fromMs > SPAN_MAX_MS) throw badSpan();
  const basis = toMs - fromMs <= ROUNDS_SPAN_MS ? "rounds" : "minutes";
  const least = basis === "rounds" ? 1 : MINUTE_S;
  const binSeconds = Math.max(1, Math.ceil((toMs - fromMs) / SECOND_MS / BINS / least)) * least;
  const bins = Math.ceil((toMs - fromMs) / SECOND_MS / binSeconds);
  const span = [id, new Date(fromMs), new Date(toMs)];
  const { rows } = await pool().query<Row>(curvesOf(basis), [...span, binSeconds]);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    basis,
    binSeconds,
    curves: rows.map((row) => curveOf(row, bins)),
  };
}

function endOf(from: string | undefined, nowMs: number): number {
  return from === undefined ? nowMs : Math.max(Date.parse(from) + HOUR_MS, nowMs);
}

function badSpan(): StoreProblem {
  const detail = "`from` must lie before `to`, and at most 400 days. Give both as ISO 8601 instants.";
  return new StoreProblem("invalid", { code: "bad-span", detail });
}

interface Row {
  readonly name: string;
  readonly minMs: number | null;
  readonly medianMs: number | null;
  readonly maxMs: number | null;
  readonly looks: number;
  readonly missed: number;
  readonly bins: readonly number[];
  readonly means: readonly (number | null)[];
  readonly peaks: readonly (number | null)[];
  readonly misses: readonly number[];
}

function curveOf({ bins, means, peaks, misses, ...figures }: Row, count: number): LatencyCurve {
  const places = new Map(bins.map((bin, at) => [bin, at]));
  const spread = <Value>(values: readonly Value[], none: Value): Value[] =>
    Array.from({ length: count }, (_, bin) => values[places.get(bin) ?? -1] ?? none);
  return { ...figures, meanMs: spread(means, null), peakMs: spread(peaks, null), misses: spread(misses, 0) };
}

/** One look a row, or one minute of looks: where it lies, what it took, and how many it stands for. */
const LOOKS = {
  rounds: `SELECT "names"[place] AS name, "at", latency_ms(code) AS mean, latency_ms(code) AS peak, code >= 0 AS is_seen,
      (code = -1)::int AS missed, 1 AS looks
    FROM "latency_raw" JOIN series USING ("series"), unnest("codes") WITH ORDINALITY AS given(code, place)
    WHERE "at" >= $2 AND "at" < $3 AND code <> -2`,
  minutes: `SELECT "names"[place] AS name, "at", latency_ms(code) AS mean, latency_ms("max"[place]) AS peak, code >= 0 AS is_seen,
      coalesce("missed"[place], 0)::int AS missed, 1 AS looks
    FROM "latency_1m" JOIN series USING ("series"), unnest("mean") WITH ORDINALITY AS given(code, place)
    WHERE "at" >= $2 AND "at" < $3 AND code <> -2`,
} as const;

/** Statement of $1 cluster, $2 from, $3 to, $4 seconds of a bin. */
export function curvesOf(basis: keyof typeof LOOKS): string {
  return `WITH series AS (SELECT "id" AS "series", "names" FROM "latency_series" WHERE "cluster_id" = $1),
    looks AS (${LOOKS[basis]}),
    bins AS (
      SELECT name, floor(extract(epoch FROM "at" - $2) / $4)::int AS bin, avg(mean) FILTER (WHERE is_seen) AS mean,
        max(peak) FILTER (WHERE is_seen) AS peak, sum(missed)::int AS missed
      FROM looks GROUP BY name, bin),
    figures AS (
      SELECT name, min(mean) FILTER (WHERE is_seen) AS "minMs", max(peak) FILTER (WHERE is_seen) AS "maxMs",
        percentile_disc(0.5) WITHIN GROUP (ORDER BY mean) FILTER (WHERE is_seen) AS "medianMs",
        sum(looks)::int AS looks, sum(missed)::int AS missed
      FROM looks GROUP BY name)
    SELECT figures.*, array_agg(bin ORDER BY bin) AS bins, array_agg(round(mean::numeric, 1)::float8 ORDER BY bin) AS means,
      array_agg(peak ORDER BY bin) AS peaks, array_agg(bins.missed ORDER BY bin) AS misses
    FROM figures JOIN bins USING (name)
    GROUP BY name, "minMs", "maxMs", "medianMs", looks, figures.missed ORDER BY name`;
}
