import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_RETENTION } from "#lib/core/api/settings.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { downsampleLatencies } from "./downsample.ts";
import { curvesOf, readLatencies } from "./read-latencies.ts";
import { keepPartitions } from "./retention.ts";

const NOON = Date.UTC(2026, 10, 26, 12);
const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const [mine, other] = [randomUUID(), randomUUID()];
  for (const [id, slug] of [
    [mine, "gz"],
    [other, "bj"],
  ]) {
    await owner.query("INSERT INTO cluster (id, slug, name, frame, updated_by) VALUES ($1, $2, $2, '{}', 'ada')", [
      id,
      slug,
    ]);
  }
  await owner.query(
    `INSERT INTO latency_series (id, cluster_id, digest, names)
     VALUES (1, $1, 'a', '{"api-health a","etcd-status b"}'), (2, $1, 'b', '{"etcd-status b"}'), (3, $2, 'a', '{"api-health a"}')`,
    [mine, other],
  );
  await owner.end();
  await useDatabase(database.ownerUrl);
  for (let atMs = NOON - WEEK - 24 * HOUR; atMs <= NOON; atMs += 24 * HOUR)
    await keepPartitions(atMs, DEFAULT_RETENTION);
  const rows = [
    [NOON - 59 * 60_000, 1, "{10,-1}"],
    [NOON - 59 * 60_000 + 5000, 1, "{30,-2}"],
    [NOON - 59 * 60_000 + 10_000, 1, "{20,50}"],
    [NOON - 10_000, 2, "{70}"],
    [NOON - 10_000, 3, "{9999}"],
    [NOON - 2 * HOUR, 1, "{500,500}"],
  ];
  for (const [at, series, codes] of rows) {
    await pool().query("INSERT INTO latency_raw VALUES (to_timestamp($1::float8 / 1000), $2, $3)", [at, series, codes]);
  }
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test("the last hour of one cluster: figures over all looks, bins for the curve, names across lists of targets", async () => {
  const { basis, binSeconds, curves, from } = await readLatencies("gz", { nowMs: NOON });
  expect([basis, binSeconds, from]).toEqual(["rounds", 30, new Date(NOON - HOUR).toISOString()]);
  const [api, etcd] = curves;
  expect(curves).toHaveLength(2);
  expect(api).toMatchObject({ name: "api-health a", minMs: 1, medianMs: 2, maxMs: 3, looks: 3, missed: 0 });
  expect(etcd).toMatchObject({ name: "etcd-status b", minMs: 5, medianMs: 5, maxMs: 7, looks: 3, missed: 1 });
  expect([api?.meanMs.length, api?.meanMs[2], api?.peakMs[2], api?.meanMs[119]]).toEqual([120, 2, 3, null]);
  expect([etcd?.misses[2], etcd?.meanMs[119]]).toEqual([1, 7]);
});

test("a longer span is read from the minutes", async () => {
  await downsampleLatencies(NOON + 5 * 60_000, 24);
  const from = new Date(NOON - 24 * HOUR).toISOString();
  const { basis, binSeconds, curves } = await readLatencies("gz", {
    nowMs: NOON,
    from,
    to: new Date(NOON).toISOString(),
  });
  expect([basis, binSeconds]).toEqual(["minutes", 720]);
  expect(curves[0]).toMatchObject({ name: "api-health a", minMs: 2, maxMs: 50, missed: 0 });
  expect(curves[1]?.missed).toBe(1);
});

test("a span that ends before it begins and a cluster that is not there are told as such", async () => {
  const to = new Date(NOON - HOUR).toISOString();
  const from = new Date(NOON).toISOString();
  await expect(readLatencies("gz", { nowMs: NOON, from, to })).rejects.toMatchObject({ code: "bad-span" });
  await expect(readLatencies("nowhere", { nowMs: NOON })).rejects.toMatchObject({ kind: "not-found" });
});

test("the curves of one cluster are found by their series, for an hour of looks and for a week of minutes", async () => {
  await pool().query(
    `INSERT INTO latency_raw SELECT at, series, '{10,20}' FROM generate_series($1::timestamptz, $2::timestamptz, '5 s') AS at,
       generate_series(10, 70) AS series`,
    [new Date(NOON - 2 * HOUR), new Date(NOON)],
  );
  await pool().query(
    `INSERT INTO latency_1m SELECT at, series, '{10,20}', '{10,20}', NULL FROM generate_series($1::timestamptz,
       $2::timestamptz, '5 min') AS at, generate_series(10, 70) AS series`,
    [new Date(NOON - WEEK), new Date(NOON)],
  );
  await pool().query("ANALYZE");
  const { rows } = await pool().query<{ id: string }>("SELECT id FROM cluster WHERE slug = 'gz'");
  for (const [basis, spanMs] of [
    ["rounds", HOUR],
    ["minutes", WEEK],
  ] as const) {
    const plan = await pool().query<{ "QUERY PLAN": string }>(`EXPLAIN ${curvesOf(basis)}`, [
      rows[0]?.id,
      new Date(NOON - spanMs),
      new Date(NOON),
      60,
    ]);
    const lines = plan.rows.map((row) => row["QUERY PLAN"]);
    const parts = lines.filter((line) => / on latency_(?:raw|1m)_\d/.test(line) && !line.includes("Bitmap Index Scan"));
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.filter((line) => line.includes("Seq Scan"))).toEqual([]);
    expect(lines.filter((line) => /_series_idx\b/.test(line))).toHaveLength(parts.length);
  }
});
