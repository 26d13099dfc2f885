import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fact, State, Transition } from "#lib/core/live/state.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { type ClusterReport, writeReports } from "#lib/store/live/ingest.ts";
import { type HeldShard, takeShards } from "#lib/store/live/shards.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { makeReportWriter } from "#lib/watch/report-writer.ts";
import { report as figure } from "./figure.ts";
import { until } from "./site/site.ts";
import { type Moment, openStatementProxy, type StatementProxy } from "./site/statement-proxy.ts";

const AT = Date.UTC(2026, 10, 26, 14, 2, 9);
const CYCLE = 3;

let database: TestDatabase;
let proxy: StatementProxy;
let shard: HeldShard;

beforeEach(async () => {
  database = await testDatabase();
  const url = new URL(database.watchUrl);
  proxy = await openStatementProxy({ path: `${url.searchParams.get("host")}/.s.PGSQL.${url.port}` });
  await useDatabase(database.ownerUrl);
});

afterEach(async () => {
  await closeDatabase();
  proxy.close();
  await database.drop();
});

async function newCluster(slug: string): Promise<string> {
  await useDatabase(database.ownerUrl);
  await addCluster({ name: slug, slug, actor: sampleActor("ada") });
  const { rows } = await pool().query<{ id: string }>('SELECT "id" FROM "cluster" WHERE "slug" = $1', [slug]);
  const id = rows[0]?.id ?? "";
  await pool().query(`INSERT INTO connection (cluster_id, detail, shard, updated_by) VALUES ($1, '{}', 3, 'ada')`, [
    id,
  ]);
  return id;
}

/** The writes of one poll cycle: facts come, one turns critical, one goes. */
function cycleOf(clusterId: string): readonly ClusterReport[] {
  const states: readonly State[] = ["ok", "critical", "ok"];
  return states.slice(0, CYCLE).map((state, at) => ({
    clusterId,
    shard,
    atMs: AT + at * 1000,
    state,
    unknownCount: 0,
    margin: { low: at, high: at, planned: 1, next: [] },
    seen: { "etcd-status a": AT + at * 1000 },
    gauges: { "etcd-member/1 index": at },
    facts: [factAt(state, at), ...(at === 0 ? [{ ...factAt("ok", 0), subject: "etcd-member/gone" }] : [])],
    removed: at === 1 ? ["etcd-member/gone"] : [],
    transitions: at === 0 ? [] : [moveAt(at === 1 ? "ok" : "critical", state, at)],
    latencies: [],
  }));
}

const factAt = (state: State, at: number): Fact => ({
  subject: "etcd-member/1",
  kind: "etcd-member",
  state,
  reason: "seen",
  values: { at },
  machineId: null,
  observedAtMs: AT + at * 1000,
  sinceMs: AT,
  source: "etcd-status a",
  observer: "here",
});

const moveAt = (from: State, to: State, at: number): Transition => ({
  subject: "etcd-member/1",
  kind: "etcd-member",
  machineId: null,
  what: "state",
  from,
  to,
  reason: "seen",
  values: {},
  atMs: AT + at * 1000,
});

/** Runs the cycle through the proxy, report by report, as the engine does; answers what is stored in the end. */
async function stored(clusterId: string): Promise<string> {
  const url = new URL(database.watchUrl);
  url.searchParams.set("host", "127.0.0.1");
  url.searchParams.set("port", String(proxy.port));
  url.port = String(proxy.port);
  await useDatabase(url.href);
  let nowMs = AT + CYCLE * 1000;
  const writer = makeReportWriter({
    write: writeReports,
    onStale: () => null,
    say: () => undefined,
    // Moves on with every question, so that what waits is never 0 ms old.
    nowMs: () => {
      nowMs += 1;
      return nowMs;
    },
  });
  for (const one of cycleOf(clusterId)) {
    writer.add(one);
    await until("the report is stored", () => writer.backlogMs() === 0, 20_000);
  }
  await writer.stop();
  await useDatabase(database.ownerUrl);
  return await everythingOf(clusterId);
}

async function everythingOf(clusterId: string): Promise<string> {
  const tables = {
    live_cluster: '"state", "margin", "tile", "polled_at", "epoch"',
    observation_state: '"subject", "state", "fact", "updated_at"',
    transition: '"subject", "what", "from", "to", "at", "epoch"',
  };
  const found: unknown[] = [];
  for (const [table, columns] of Object.entries(tables)) {
    const { rows } = await pool().query(
      `SELECT ${columns} FROM "${table}" WHERE "cluster_id" = $1 ORDER BY ${table === "live_cluster" ? 1 : '"subject"'}, ${table === "transition" ? '"at"' : 1}`,
      [clusterId],
    );
    found.push(rows);
  }
  return JSON.stringify(found);
}

test.each<Moment>(["before", "after"])(
  "whichever statement of a cycle loses its connection %s the server does it, state and history end up the same (R2)",
  async (moment) => {
    [shard = shard] = await takeShards([3], "engine");
    proxy.failAt(0, moment);
    const expected = await stored(await newCluster("whole"));
    const statements = proxy.count();
    const different: number[] = [];
    for (let at = 1; at <= statements; at += 1) {
      const clusterId = await newCluster(`broken-${at}`);
      proxy.failAt(at, moment);
      if ((await stored(clusterId)) !== expected) different.push(at);
    }
    figure({
      id: "R2",
      what: `different outcomes, connection lost ${moment} each of ${statements} statements`,
      value: String(different.length),
      limit: "0",
    });
    expect(statements).toBeGreaterThan(CYCLE * 4);
    expect(different).toEqual([]);
  },
  240_000,
);
