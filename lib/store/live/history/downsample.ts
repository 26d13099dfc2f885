import type pg from "pg";
import { pool } from "#lib/store/client.ts";

const MINUTE_MS = 60_000;
/** A report may wait for the database for a minute; a round that comes later still stays in the raw rows alone. */
const SETTLED_AFTER_MS = 65_000;
/** Minutes made in one transaction, so that catching up after a day off holds no lock for long. */
const STEP_MINUTES = 30;

/**
 * Makes minutes of the rounds that are complete, each exactly once, in as many transactions as it takes; a killed one
 * leaves nothing. `keptHours` is how far back raw rows can reach. Another engine that is at it makes this one a no-op.
 */
export async function downsampleLatencies(nowMs: number, keptHours: number): Promise<void> {
  const endMs = Math.floor((nowMs - SETTLED_AFTER_MS) / MINUTE_MS) * MINUTE_MS;
  const client = await pool().connect();
  let failure: unknown;
  try {
    while (await stepTowards(client, { endMs, oldestMs: endMs - keptHours * 60 * MINUTE_MS }));
  } catch (cause) {
    failure = cause;
    throw cause;
  } finally {
    client.release(failure !== undefined);
  }
}

interface Stretch {
  readonly endMs: number;
  readonly oldestMs: number;
}

/** True while there is more to do. */
async function stepTowards(client: pg.PoolClient, { endMs, oldestMs }: Stretch): Promise<boolean> {
  await client.query("BEGIN");
  const { rows } = await client.query<{ until: Date }>(`SELECT "until" FROM "latency_progress" FOR UPDATE SKIP LOCKED`);
  const [progress] = rows;
  // A clock that was ahead for a while left a mark in the future.
  const fromMs = progress === undefined ? endMs : Math.max(Math.min(progress.until.getTime(), endMs), oldestMs);
  const untilMs = Math.min(endMs, fromMs + STEP_MINUTES * MINUTE_MS);
  if (untilMs > fromMs) {
    const span = [new Date(fromMs), new Date(untilMs)];
    await client.query(`DELETE FROM "latency_1m" WHERE "at" >= $1 AND "at" < $2`, span);
    await client.query(MAKE_MINUTES, span);
  }
  if (progress !== undefined) await client.query(`UPDATE "latency_progress" SET "until" = $1`, [new Date(untilMs)]);
  await client.query("COMMIT");
  return untilMs < endMs;
}

const MAKE_MINUTES = `INSERT INTO "latency_1m" ("at", "series", "mean", "max", "missed")
  SELECT minute, "series",
    array_agg(coalesce(latency_code(mean), nothing) ORDER BY place),
    array_agg(coalesce(highest, nothing) ORDER BY place),
    CASE WHEN sum(missed) > 0 THEN array_agg(missed ORDER BY place) END
  FROM (
    SELECT date_bin('1 minute', "at", '2000-01-01 00:00:00+00') AS minute, "series", place,
      avg(latency_ms(code)) FILTER (WHERE code >= 0) AS mean,
      max(code) FILTER (WHERE code >= 0) AS highest,
      (count(*) FILTER (WHERE code = -1))::smallint AS missed,
      max(code) AS nothing
    FROM "latency_raw", unnest("codes") WITH ORDINALITY AS given(code, place)
    WHERE "at" >= $1 AND "at" < $2
    GROUP BY minute, "series", place
  ) AS places
  GROUP BY minute, "series"
  ORDER BY minute`;
