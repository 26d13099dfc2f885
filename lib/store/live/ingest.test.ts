import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fact, Transition } from "#lib/core/live/state.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { listCertificates } from "./certificates.ts";
import { LIVE_CHANNEL } from "./channels.ts";
import { type ClusterReport, writeReports } from "./ingest.ts";
import { type HeldShard, takeShards } from "./shards.ts";

let database: TestDatabase;
let shard: HeldShard;
let clusterId: string;
const AT = Date.UTC(2026, 10, 26, 14, 2, 9, 123);

const fact = (subject: string, over: Partial<Fact> = {}): Fact => ({
  subject,
  kind: "etcd-member",
  state: "ok",
  reason: "healthy",
  values: { term: 41 },
  machineId: "m1",
  observedAtMs: AT,
  sinceMs: AT,
  source: "etcd-status 10.0.0.11:2379",
  observer: "here",
  ...over,
});

const moved = (subject: string, atMs = AT): Transition => ({
  subject,
  kind: "etcd-member",
  machineId: "m1",
  what: "state",
  from: "ok",
  to: "critical",
  reason: "refused",
  values: {},
  atMs,
});

function report(over: Partial<ClusterReport> = {}): ClusterReport {
  return {
    clusterId,
    shard,
    atMs: AT,
    state: "ok",
    unknownCount: 0,
    margin: { low: 1, high: 1, planned: 1, next: [] },
    seen: { "etcd-status 10.0.0.11:2379": AT },
    gauges: {},
    facts: [fact("etcd-member/1"), fact("etcd-member/2")],
    removed: [],
    transitions: [moved("etcd-member/1")],
    latencies: [],
    ...over,
  };
}

async function addCluster(): Promise<string> {
  const id = randomUUID();
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const named = "INSERT INTO cluster (id, slug, name, frame, updated_by) VALUES ($1::uuid, $1::text, 'c', '{}', 'ada')";
  await owner.query(named, [id]);
  await owner.query("INSERT INTO connection (cluster_id, detail, shard, updated_by) VALUES ($1, '{}', 3, 'ada')", [id]);
  await owner.end();
  return id;
}

async function take(engineId: string): Promise<HeldShard> {
  const [taken] = await takeShards([3], engineId);
  if (taken === undefined) throw new Error("There is no shard 3.");
  return taken;
}

const count = async (table: string) => (await pool().query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

beforeEach(async () => {
  database = await testDatabase();
  await useDatabase(database.watchUrl);
  shard = await take("engine-a");
  clusterId = await addCluster();
});

afterEach(async () => {
  await closeDatabase();
  await database.drop();
});

test("a batch leaves facts, history and the tile, and the same batch again leaves nothing twice", async () => {
  for (let round = 0; round < 2; round += 1) expect(await writeReports([report()])).toEqual({ stale: [] });
  expect([await count("observation_state"), await count("transition"), await count("live_cluster")]).toEqual([2, 1, 1]);
  await writeReports([report({ removed: ["etcd-member/2"], facts: [fact("etcd-member/1", { state: "critical" })] })]);
  const { rows } = await pool().query("SELECT subject, state, fact->'values' AS values FROM observation_state");
  expect(rows).toEqual([{ subject: "etcd-member/1", state: "critical", values: { term: 41 } }]);
});

test("a holder that was replaced writes nothing at all, and is told so", async () => {
  const newer = await take("engine-b");
  expect(await writeReports([report()])).toEqual({ stale: [shard] });
  expect(await count("live_cluster")).toBe(0);
  expect(await writeReports([report({ shard: newer })])).toEqual({ stale: [] });
});

test("a batch that is under way is whole before another engine can take its shard", async () => {
  const writes = Array.from({ length: 20 }, (_, at) =>
    writeReports([report({ transitions: [moved("etcd-member/1", AT + at)] })]),
  );
  const newer = await take("engine-b");
  const stale = (await Promise.all(writes)).filter((written) => written.stale.length > 0).length;
  expect(newer.epoch).toBe(shard.epoch + 1);
  const { rows } = await pool().query("SELECT count(*)::int AS n FROM transition WHERE epoch = $1", [shard.epoch]);
  expect(rows).toEqual([{ n: 20 - stale }]);
});

test("a cluster that was deleted or disconnected meanwhile does not take the others of the batch with it", async () => {
  const gone = randomUUID();
  await writeReports([report({ clusterId: gone }), report()]);
  const { rows } = await pool().query("SELECT cluster_id FROM live_cluster");
  expect(rows).toEqual([{ cluster_id: clusterId }]);
});

test("the doorbell rings once for a batch and names its clusters, or all when there are too many", async () => {
  const listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  const heard: string[] = [];
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query(`LISTEN ${LIVE_CHANNEL}`);
  await writeReports([report()]);
  const many: ClusterReport[] = [];
  for (let at = 0; at < 120; at += 1) many.push(report({ clusterId: await addCluster() }));
  await writeReports(many);
  await listener.query("SELECT 1");
  await listener.end();
  expect(heard).toEqual([JSON.stringify({ clusterIds: [clusterId] }), JSON.stringify({ clusterIds: null })]);
});

test("a certificate that never expires and one that did are stored with their instant", async () => {
  const certificate = (subject: string, notAfterMs: number) =>
    fact(subject, { kind: "certificate", values: { notAfterMs } });
  const [never, past] = [Date.UTC(9999, 11, 31, 23, 59, 59), Date.UTC(1999, 0, 1)];
  await writeReports([report({ facts: [certificate("certificate/a", never), certificate("certificate/b", past)] })]);
  const { rows } = await pool().query("SELECT expires_at FROM observation_state ORDER BY expires_at");
  expect(rows.map((row) => row.expires_at.getTime())).toEqual([past, never]);
});

test("names that PostgreSQL would refuse are stored with a mark in the place of what it refuses", async () => {
  const hostile = "a\u0000b\ud800\\u0000";
  const facts = [fact(`node/${hostile}`, { values: { [hostile]: [hostile] } })];
  await writeReports([report({ facts, transitions: [{ ...moved(`node/${hostile}`), to: hostile }] })]);
  const { rows } = await pool().query("SELECT subject, fact->'values' AS values FROM observation_state");
  const clean = "a\ufffdb\ufffd\\u0000";
  expect(rows).toEqual([{ subject: `node/${clean}`, values: { [clean]: [clean] } }]);
});

test("a failure in the middle leaves nothing of the batch, and the pool goes on", async () => {
  const impossible = { ...moved("etcd-member/1"), atMs: Number.NaN };
  await expect(writeReports([report({ transitions: [impossible] })])).rejects.toThrow();
  expect(await count("live_cluster")).toBe(0);
  expect(await writeReports([report()])).toEqual({ stale: [] });
});

test("certificates come next to expire first, and those that nobody could read stand behind them with their reason", async () => {
  const unread = { kind: "certificate", state: "unknown", reason: "refused", observedAtMs: null } as const;
  const dated = (days: number) => ({ kind: "certificate", values: { notAfterMs: AT + days * 86_400_000 } }) as const;
  const facts = [
    fact("certificate/unread-b", { ...unread, values: {} }),
    fact("certificate/late", dated(300)),
    fact("certificate/unread-a", { ...unread, values: {} }),
    fact("certificate/soon", dated(3)),
    fact("certificate/none", { kind: "certificate", state: "not-applicable", values: {} }),
  ];
  await writeReports([report({ facts, transitions: [] })]);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listCertificates({ limit: 1, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.total).toBe(4);
    found.push(...page.rows.map((row) => row.fact.subject));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(found).toEqual(["certificate/soon", "certificate/late", "certificate/unread-a", "certificate/unread-b"]);
});
