import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StreamMessage } from "#lib/core/api/live.ts";
import { pool } from "#lib/store/client.ts";
import { subscribeLive } from "#lib/store/live/feed.ts";
import { makeDatabase } from "#lib/testing/database/database.ts";
import { type RunningTestServer, startTestServer } from "#lib/testing/database/postgres-server.ts";
import { isFull, report, seconds } from "./figure.ts";
import { type EngineProcess, openSite, type Site, until } from "./site/site.ts";
import { type Observer, observeClusters } from "./site/timeline.ts";

const CLUSTERS = ["gz-1", "gz-2", "gz-3"];
const AWAY_MS = isFull ? 60_000 : 10_000;
const CATCH_UP_MS = 10_000;
const FRESH_MS = 6000;
const BACKLOG_MAX_MB = 50;
const PAGES_MB = 2 ** 20;

let server: RunningTestServer;
let site: Site;
let observer: Observer;

beforeEach(async () => {
  server = await startTestServer();
  site = await openSite(CLUSTERS, { database: await makeDatabase(server.server, server.server.template) });
  process.env.DATABASE_URL = site.database.url;
  observer = observeClusters();
}, 60_000);

afterEach(async () => {
  await observer.stop();
  await site.close();
  await server.stop();
}, 60_000);

test(
  "PostgreSQL goes away and comes back: the engine lives, what happened meanwhile is history, the push goes on (R3)",
  async () => {
    const engine = await site.engine();
    await site.connectAll();
    await until("all are watched", () => observer.fresh(FRESH_MS).length === CLUSTERS.length);
    const heard: StreamMessage[] = [];
    const leave = subscribeLive({ slugs: null, send: (message) => void heard.push(message) });
    const rssBefore = rssOf(engine);
    await server.halt();
    const awayAt = Date.now();
    await refuseAndRecover();
    await sleep(Math.max(0, AWAY_MS - (Date.now() - awayAt)));
    const rss = rssOf(engine);
    await server.restart();
    const backAt = Date.now();
    await until("all are written again", () => observer.fresh(Date.now() - backAt).length === CLUSTERS.length);
    await until(
      "what happened meanwhile is history",
      async () => (await movesBetween(awayAt, backAt)) >= CLUSTERS.length,
    );
    const catchUpMs = Date.now() - backAt;
    const deltasBefore = heard.filter(({ type }) => type === "delta").length;
    await until("the push goes on", () => heard.filter(({ type }) => type === "delta").length > deltasBefore);
    leave();
    report({
      id: "R3",
      what: `catch-up after ${AWAY_MS / 1000} s without PostgreSQL`,
      value: seconds(catchUpMs),
      limit: "10 s",
    });
    report({
      id: "R3",
      what: "changes of the outage in the history",
      value: `${await movesBetween(awayAt, backAt)}`,
      limit: `>= ${CLUSTERS.length}`,
    });
    report({
      id: "R3",
      what: "memory for the backlog",
      value: `${Math.round(rss - rssBefore)} MB`,
      limit: `${BACKLOG_MAX_MB} MB`,
    });
    expect(engine.child.exitCode, engine.output()).toBe(null);
    expect(engine.output()).toContain("The history is written again.");
    expect(catchUpMs).toBeLessThan(CATCH_UP_MS);
    expect(rss - rssBefore).toBeLessThan(BACKLOG_MAX_MB);
  },
  isFull ? 240_000 : 120_000,
);

/** Each cluster is lost and comes back while nothing can be written. */
async function refuseAndRecover(): Promise<void> {
  for (const name of CLUSTERS) {
    const host = site.sim.layout(name).masters[0]?.host ?? "";
    await site.sim.fault(name, { fault: "api-refused", host });
  }
  await sleep(AWAY_MS / 2);
  for (const name of CLUSTERS) await site.sim.fault(name, { fault: "recovered" });
}

async function movesBetween(fromMs: number, toMs: number): Promise<number> {
  const { rows } = await pool().query<{ moves: number }>(
    `SELECT count(DISTINCT "cluster_id")::int AS moves FROM "transition"
     WHERE "at" > to_timestamp($1::float8 / 1000) AND "at" < to_timestamp($2::float8 / 1000)`,
    [fromMs, toMs],
  );
  return rows[0]?.moves ?? 0;
}

/** Resident memory of the engine in MB; 0 where there is no /proc. */
function rssOf({ child }: EngineProcess): number {
  try {
    const [, pages = "0"] = readFileSync(`/proc/${child.pid}/statm`, "utf8").split(" ");
    return (Number(pages) * 4096) / PAGES_MB;
  } catch {
    return 0;
  }
}
