import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "#lib/store/client.ts";
import { isFull, report, seconds } from "./figure.ts";
import { openProxy, type Passage } from "./site/proxy.ts";
import { type EngineProcess, openSite, type Site, until } from "./site/site.ts";
import { type Observer, observeClusters } from "./site/timeline.ts";

const CLUSTERS = Array.from({ length: 12 }, (_, at) => `gz-${at + 1}`);
/** Shards that the second engine holds before the fault; they move four at a time. */
const SHARED = 8;
const TAKEOVER_MS = 10_000;
const GAP_MS = 20_000;
const FENCE_MS = 8000;
const RESUME_MS = 2000;
const OVERLAP_MS = 2000;
const PAUSE_MS = 20_000;
const PARTITION_MS = isFull ? 30_000 : 15_000;
/** Ages of a cluster are stored every two seconds; a machine full of other work adds some. */
const FRESH_MS = 6000;

let site: Site;
let observer: Observer;
let proxy: Passage | null = null;

beforeEach(async () => {
  site = await openSite(CLUSTERS);
  observer = observeClusters();
}, 60_000);

afterEach(async () => {
  await observer.stop();
  await site.close();
  proxy?.close();
  proxy = null;
}, 60_000);

/** Two engines that share the shards; the first holds most of them. */
async function twoEngines(firstUrl?: string): Promise<readonly [EngineProcess, EngineProcess]> {
  const first = await site.engine(firstUrl);
  await site.connectAll();
  await until("all clusters are watched", () => observer.fresh(FRESH_MS).length === CLUSTERS.length);
  const second = await site.engine();
  await until("the second engine holds its part", async () => (await smallestPart()) >= SHARED);
  await until("all clusters are fresh again", () => observer.fresh(FRESH_MS).length === CLUSTERS.length);
  return [first, second];
}

async function smallestPart(): Promise<number> {
  const { rows } = await pool().query<{ held: number }>(
    `SELECT count(*)::int AS held FROM "shard" WHERE "engine_id" IS NOT NULL GROUP BY "engine_id" ORDER BY 1`,
  );
  return rows.length < 2 ? 0 : (rows[0]?.held ?? 0);
}

test("after kill -9 of one of two engines every cluster is watched again within 10 s (R14)", async () => {
  const [first] = await twoEngines();
  observer.restart();
  const epochs = observer.epochs();
  await first.kill("SIGKILL");
  const killedAt = performance.now();
  const orphans = await ofOldestEngine();
  await until("every cluster has a new holder", () => haveNewHolder(orphans, epochs));
  const takeoverMs = performance.now() - killedAt;
  await until("every cluster is fresh", () => observer.fresh(FRESH_MS).length === CLUSTERS.length);
  report({ id: "R14", what: `takeover of ${orphans.length} clusters`, value: seconds(takeoverMs), limit: "10 s" });
  report({ id: "R14", what: "longest gap of a cluster", value: seconds(observer.longestGapMs()), limit: "20 s" });
  expect(orphans.length).toBeGreaterThan(0);
  expect(takeoverMs).toBeLessThan(TAKEOVER_MS);
  expect(observer.longestGapMs()).toBeLessThan(GAP_MS);
  expect(observer.setbacks()).toEqual([]);
}, 180_000);

const haveNewHolder = (slugs: readonly string[], epochs: ReadonlyMap<string, number>): boolean =>
  slugs.every((slug) => observer.epochOf(slug) > (epochs.get(slug) ?? 0));

/** Clusters whose shard is in the hands of the engine that was there first. */
async function ofOldestEngine(): Promise<readonly string[]> {
  const { rows } = await pool().query<{ slug: string }>(
    `SELECT "slug" FROM "connection" JOIN "cluster" ON "cluster"."id" = "connection"."cluster_id"
     JOIN "shard" ON "shard"."number" = "connection"."shard"
     WHERE "shard"."engine_id" = (SELECT "id" FROM "engine" ORDER BY "started_at" LIMIT 1)`,
  );
  return rows.map(({ slug }) => slug);
}

test("an engine that slept for 20 s stops within 2 s of waking, and nothing it writes gets in (R15)", async () => {
  const [first] = await twoEngines();
  first.child.kill("SIGSTOP");
  await sleep(PAUSE_MS);
  const held = observer.epochs();
  expect(observer.fresh(FRESH_MS).length, "clusters watched while one engine sleeps").toBe(CLUSTERS.length);
  first.child.kill("SIGCONT");
  const stopMs = await until("the old holder stops", () => first.output().includes("shards are left to other engines"));
  // Long enough for whatever it still had in hand to be written.
  await sleep(RESUME_MS);
  report({ id: "R15", what: "old holder stops after waking", value: seconds(stopMs), limit: "2 s" });
  report({
    id: "R15",
    what: "writes under an old epoch",
    value: `${observer.setbacks().length} rows`,
    limit: "0 rows",
  });
  expect(stopMs).toBeLessThan(RESUME_MS);
  expect(observer.setbacks()).toEqual([]);
  for (const [slug, epoch] of held) expect(observer.epochOf(slug)).toBeGreaterThanOrEqual(epoch);
}, 180_000);

test("an engine that is cut off from the database fences itself, and the other goes on (R16)", async () => {
  const url = new URL(site.database.watchUrl);
  proxy = await openProxy({ path: `${url.searchParams.get("host")}/.s.PGSQL.${url.port}` });
  url.searchParams.set("host", "127.0.0.1");
  url.searchParams.set("port", String(proxy.port));
  url.port = String(proxy.port);
  const [first] = await twoEngines(url.href);
  const orphans = await ofOldestEngine();
  const epochs = observer.epochs();
  proxy.cut();
  const cutAt = performance.now();
  const [fenceMs, firstTakenMs] = await Promise.all([
    until("it fences itself", () => first.output().includes("shards are left to other engines")),
    until("the other watches one", () => orphans.some((slug) => haveNewHolder([slug], epochs))),
  ]);
  await until("the other watches all", () => haveNewHolder(orphans, epochs));
  const takeoverMs = performance.now() - cutAt;
  await sleep(Math.max(0, PARTITION_MS - (performance.now() - cutAt)));
  proxy.heal();
  await until("both share again", async () => (await smallestPart()) > 0);
  const overlapMs = Math.max(0, fenceMs - firstTakenMs);
  report({ id: "R16", what: "self-fence after the cut", value: seconds(fenceMs), limit: "8 s" });
  report({ id: "R16", what: "two holders at once", value: seconds(overlapMs), limit: "2 s" });
  report({ id: "R16", what: "all clusters watched after the cut", value: seconds(takeoverMs), limit: "20 s" });
  expect(fenceMs).toBeLessThan(FENCE_MS);
  expect(overlapMs).toBeLessThan(OVERLAP_MS);
  expect(takeoverMs).toBeLessThan(GAP_MS);
  expect(observer.setbacks()).toEqual([]);
}, 240_000);
