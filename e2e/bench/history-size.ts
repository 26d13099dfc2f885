import { DEFAULT_RETENTION } from "#lib/core/api/settings.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { downsampleLatencies } from "#lib/store/live/history/downsample.ts";
import { keepPartitions } from "#lib/store/live/history/retention.ts";
import { startTestServer, urlOfDatabase } from "#lib/testing/database/postgres-server.ts";

const DAYS = 31;
const POLL_SECONDS = 5;
/** Looks at one cluster with three masters, their members and a pair of balancers, every round. */
const PLACES = 40;
/** One look in so many is missed: a month of a healthy cluster with a few bad minutes. */
const MISSED_ONE_IN = 20_000;
const HOUR_MS = 3_600_000;
const GOAL_BYTES = 0.8;

/**
 * `node e2e/bench/history-size.ts`: a simulated month of rounds goes through the engine's own partitions and minutes;
 * prints what a look costs on disk, everything counted (rows, indexes, empty partitions).
 */
async function main(): Promise<void> {
  const { server, stop } = await startTestServer();
  try {
    await useDatabase(urlOfDatabase(server.url, server.template));
    const startMs = Date.UTC(2026, 10, 1);
    // A quarter of a day at a time, as partitions come: time runs, minutes are made, old partitions go.
    for (let atMs = startMs; atMs < startMs + DAYS * 24 * HOUR_MS; atMs += 6 * HOUR_MS) {
      await keepPartitions(atMs, DEFAULT_RETENTION);
      await pool().query(ROUNDS, [new Date(atMs), new Date(atMs + 6 * HOUR_MS), PLACES, MISSED_ONE_IN, POLL_SECONDS]);
      await downsampleLatencies(atMs + 6 * HOUR_MS, DEFAULT_RETENTION.rawHours);
    }
    await keepPartitions(startMs + DAYS * 24 * HOUR_MS, DEFAULT_RETENTION);
    await report();
  } finally {
    await closeDatabase();
    await stop();
  }
}

/** Answers scatter around 4 ms by a factor of 1.6, places differ, and some come late. */
const ROUNDS = `INSERT INTO "latency_raw" ("at", "series", "codes")
  SELECT at, 1, ARRAY(
    SELECT CASE WHEN random() * $4 < 1 THEN -1 ELSE latency_code((1 + place % 7) * exp(random_normal(0, 0.5))) END
    FROM generate_series(1, $3::int) AS place WHERE at IS NOT NULL)
  FROM generate_series($1::timestamptz, $2::timestamptz - interval '1 ms', make_interval(secs => $5)) AS at`;

async function report(): Promise<void> {
  const { rows } = await pool().query<{ parent: string; parts: number; bytes: string; count: string }>(
    `SELECT parent.relname AS parent, count(*)::int AS parts, sum(pg_total_relation_size(child.oid)) AS bytes
     FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent
     WHERE parent.relname LIKE 'latency%' AND parent.relkind = 'p' GROUP BY parent.relname ORDER BY parent.relname`,
  );
  const looks = (30 * 86_400 * PLACES) / POLL_SECONDS;
  let sum = 0;
  for (const { parent, parts, bytes } of rows) {
    const counted = await pool().query<{ count: string }>(`SELECT count(*) FROM "${parent}"`);
    const each = Number(bytes) / looks;
    sum += each;
    print(
      `${parent}: ${counted.rows[0]?.count} rows in ${parts} partitions, ${bytes} bytes, ${each.toFixed(3)} B/look`,
    );
  }
  print(`${looks} looks in 30 days: ${sum.toFixed(3)} bytes a look, goal ${GOAL_BYTES}`);
  if (sum > GOAL_BYTES) process.exitCode = 1;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await main();
