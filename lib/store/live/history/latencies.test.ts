import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_RETENTION } from "#lib/core/api/settings.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { writeReports } from "#lib/store/live/ingest.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { downsampleLatencies } from "./downsample.ts";
import { latencyCode, latencyMs } from "./latency-code.ts";
import { deleteOldEvents, keepPartitions } from "./retention.ts";
import { type LatencyRound, latencySeries } from "./write-latencies.ts";

const NOON = Date.UTC(2026, 10, 26, 12);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const series = latencySeries(['api-health "a"', "etcd-status b", "leases c"]);
let database: TestDatabase;
let clusterId: string;

beforeEach(async () => {
  database = await testDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  clusterId = randomUUID();
  const named = "INSERT INTO cluster (id, slug, name, frame, updated_by) VALUES ($1::uuid, $1::text, 'c', '{}', 'ada')";
  await owner.query(named, [clusterId]);
  await owner.query("INSERT INTO connection (cluster_id, detail, shard, updated_by) VALUES ($1, '{}', 3, 'ada')", [
    clusterId,
  ]);
  await owner.end();
  await useDatabase(database.watchUrl);
  await keepPartitions(NOON, DEFAULT_RETENTION);
});
afterEach(async () => {
  await closeDatabase();
  await database.drop();
});

async function write(...latencies: LatencyRound[]): Promise<void> {
  const { stale } = await writeReports([
    {
      clusterId,
      shard: { number: 3, epoch: 0 },
      atMs: NOON,
      state: "ok",
      unknownCount: 0,
      margin: { low: 1, high: 1, planned: 1, next: [] },
      seen: {},
      gauges: {},
      facts: [],
      removed: [],
      transitions: [],
      latencies,
    },
  ]);
  expect(stale).toEqual([]);
}

const round = (atMs: number, ...valuesMs: (number | null)[]): LatencyRound => ({ atMs, series, valuesMs });
const minutes = async () =>
  (await pool().query('SELECT "at", "mean", "max", "missed" FROM "latency_1m" ORDER BY "at"')).rows;

test("two bytes hold a latency to a tenth of a millisecond below a second and to a millisecond above it", () => {
  expect([0, 0.44, 999.96, 1000, 1001, 5000, 1e6].map((ms) => latencyMs(latencyCode(ms)))).toEqual([
    0, 0.4, 1000, 1000, 1001, 5000, 23_767,
  ]);
  expect([Number.NaN, null].map((ms) => latencyMs(latencyCode(ms)))).toEqual([null, null]);
});

test("the database reads and writes the code as the program does", async () => {
  const samples = fc.sample(fc.double({ min: 0, max: 20_000, noNaN: true }), 200);
  const { rows } = await pool().query<{ code: number; ms: number }>(
    "SELECT latency_code(ms) AS code, latency_ms(latency_code(ms)) AS ms FROM unnest($1::float8[]) AS ms",
    [samples],
  );
  for (const [at, { code, ms }] of rows.entries()) {
    expect(ms).toBe(latencyMs(code));
    expect(Math.abs(code - latencyCode(samples[at] ?? 0))).toBeLessThanOrEqual(1);
  }
});

test("each round is one row under one list of names, also when the list is known already", async () => {
  await write(round(NOON, 1.25, Number.NaN, null), round(NOON + 5000, 2, 3, 4));
  await write(round(NOON + 10_000, 12, 1500, 0.4));
  const { rows } = await pool().query('SELECT "codes" FROM "latency_raw" ORDER BY "at"');
  expect(rows.map(({ codes }) => codes)).toEqual([
    [13, -1, -2],
    [20, 30, 40],
    [120, 10_500, 4],
  ]);
  const named = await pool().query('SELECT "names" FROM "latency_series"');
  expect(named.rows).toEqual([{ names: series.names }]);
});

test("minutes hold mean and maximum of what answered, misses apart, and are made once however often it is asked", async () => {
  await write(
    round(NOON, 10, Number.NaN, null),
    round(NOON + 20 * SECOND, 20, Number.NaN, 1200),
    round(NOON + 59_999, 60, 4, null),
    round(NOON + MINUTE, 7, 7, 7),
    round(NOON + 2 * MINUTE, 8, 8, 8),
  );
  const later = NOON + 3 * MINUTE + 5 * SECOND;
  for (const nowMs of [later, later, later + SECOND]) await downsampleLatencies(nowMs, 24);
  expect(await minutes()).toEqual([
    { at: new Date(NOON), mean: [300, 40, 10_200], max: [600, 40, 10_200], missed: [0, 2, 0] },
    { at: new Date(NOON + MINUTE), mean: [70, 70, 70], max: [70, 70, 70], missed: null },
  ]);
  await downsampleLatencies(later + MINUTE, 24);
  expect(await minutes()).toHaveLength(3);
});

test("a place that was only missed, or not looked at, has no figure in its minute", async () => {
  await write(round(NOON, Number.NaN, null, 1));
  await downsampleLatencies(NOON + 5 * MINUTE, 24);
  expect(await minutes()).toEqual([{ at: new Date(NOON), mean: [-1, -2, 10], max: [-1, -2, 10], missed: [1, 0, 0] }]);
});

test("after hours without an engine the minutes are made up, and two engines at once make each of them once", async () => {
  const rounds = Array.from({ length: 200 }, (_, at) => round(NOON + at * MINUTE, at, at, at));
  await write(...rounds);
  await Promise.all([1, 2, 3].map(() => downsampleLatencies(NOON + 240 * MINUTE, 24)));
  await downsampleLatencies(NOON + 240 * MINUTE, 24);
  expect((await minutes()).map(({ at }) => at.getTime())).toEqual(rounds.map(({ atMs }) => atMs));
});

test("a clock that was a day ahead for a while does not stop the minutes", async () => {
  await downsampleLatencies(NOON + 1440 * MINUTE, 24);
  await write(round(NOON + 5 * MINUTE, 1, 2, 3));
  await downsampleLatencies(NOON + 4 * MINUTE, 24);
  await downsampleLatencies(NOON + 8 * MINUTE, 24);
  expect(await minutes()).toHaveLength(1);
});

test("a round that no partition takes is lost alone: what else was reported is stored", async () => {
  await write(round(NOON + 3000 * MINUTE, 1, 2, 3));
  expect((await pool().query("SELECT 1 FROM latency_raw")).rowCount).toBe(0);
  expect((await pool().query("SELECT 1 FROM live_cluster")).rowCount).toBe(1);
});

test("events past their time go, in batches, and stay for ever when that is the setting", async () => {
  await pool().query(
    `INSERT INTO transition (cluster_id, subject, what, at, kind, reason, values, epoch)
     SELECT $1, 'node/' || n, 'state', $2::timestamptz - make_interval(days => CASE WHEN n <= 5 THEN 399 ELSE 401 END),
       'node', 'ready', '{}', 0 FROM generate_series(1, 12005) AS n`,
    [clusterId, new Date(NOON)],
  );
  expect(await deleteOldEvents(NOON, { ...DEFAULT_RETENTION, eventDays: null })).toBe(0);
  expect(await deleteOldEvents(NOON, DEFAULT_RETENTION)).toBe(12_000);
  expect((await pool().query("SELECT 1 FROM transition")).rowCount).toBe(5);
});
