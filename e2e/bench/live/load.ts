import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { ended, startChild } from "./children.ts";
import type { Told } from "./clusters.ts";
import { cpuOf, rssOf } from "./processes.ts";
import type { Engine, LiveStage } from "./stage.ts";

/** What a stretch of steady watching cost. Cores: 1 = one core all the time. */
export interface Cost {
  readonly engineCores: number;
  readonly postgresCores: number;
  readonly webCores: number;
  readonly simulationCores: number;
  readonly engineRssBytes: number;
  readonly looksPerSecond: number;
  readonly cpuMsPerLook: number;
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  readonly walBytesPerSecond: number;
}

interface Beat {
  readonly looks: number;
  readonly notYetLooked: number;
  readonly coveredMs: number;
  readonly lagP50Ms: number;
  readonly lagP99Ms: number;
  readonly clusters: number;
}

/** What the looks alone cost, with nothing around them. */
export interface Floor {
  readonly cores: number;
  readonly cpuMsPerCheck: number;
}

const ASK_EVERY_MS = 500;
const COVERED_MAX_MS = 90_000;

export async function measure(stage: LiveStage, engine: Engine, seconds: number): Promise<Cost> {
  const before = await reading(stage, engine);
  await sleep(seconds * 1000);
  const after = await reading(stage, engine);
  const took = after.atSeconds - before.atSeconds;
  const rate = (name: Exclude<keyof Reading, "beat">): number => (after[name] - before[name]) / took;
  const looksPerSecond = (after.beat.looks - before.beat.looks) / ((after.beat.atMs - before.beat.atMs) / 1000);
  return {
    engineCores: rate("engine"),
    postgresCores: rate("postgres"),
    webCores: rate("web"),
    simulationCores: rate("simulation"),
    engineRssBytes: rssOf(engine.pid),
    looksPerSecond,
    cpuMsPerLook: (rate("engine") * 1000) / looksPerSecond,
    lagP50Ms: after.beat.lagP50Ms,
    lagP99Ms: after.beat.lagP99Ms,
    walBytesPerSecond: rate("walBytes"),
  };
}

const WARM_MS = 12_000;

/** The reads and handshakes of the heavier load by a bare loop, on the same endpoints. */
export async function measureFloor(clusters: readonly Told[], seconds: number): Promise<Floor> {
  const { child } = await startChild("bare-loop.ts", []);
  const checks = async (): Promise<number> => {
    child.send("checks");
    const [count] = await once(child, "message");
    return count;
  };
  try {
    child.send([...clusters]);
    await once(child, "message");
    await sleep(WARM_MS);
    const before = { cpu: cpuOf(child.pid ?? 0), checks: await checks(), atMs: performance.now() };
    await sleep(seconds * 1000);
    const spent = cpuOf(child.pid ?? 0) - before.cpu;
    const took = (performance.now() - before.atMs) / 1000;
    return { cores: spent / took, cpuMsPerCheck: (spent * 1000) / ((await checks()) - before.checks) };
  } finally {
    await ended(child);
  }
}

interface Reading {
  readonly atSeconds: number;
  readonly engine: number;
  readonly postgres: number;
  readonly web: number;
  readonly simulation: number;
  readonly walBytes: number;
  readonly beat: Beat & { readonly atMs: number };
}

async function reading({ place, productPid, simulation, database }: LiveStage, engine: Engine): Promise<Reading> {
  const { rows } = await database.query<{ bytes: string }>("SELECT pg_current_wal_lsn() - '0/0' AS bytes");
  return {
    atSeconds: performance.now() / 1000,
    engine: cpuOf(engine.pid),
    postgres: cpuOf(place.postmaster),
    web: cpuOf(productPid, place.postmaster),
    simulation: simulation.cpuSeconds(),
    walBytes: Number(rows[0]?.bytes ?? 0),
    beat: await newestBeat(database),
  };
}

/** The heartbeat of the engine that beat last. */
async function newestBeat(database: pg.Client): Promise<Beat & { readonly atMs: number }> {
  const { rows } = await database.query<{ detail: Beat; clusters: number; at: Date }>(
    `SELECT "detail", "clusters", "beat_at" AS at FROM "engine" ORDER BY "beat_at" DESC LIMIT 1`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("No engine has beaten yet.");
  return { ...row.detail, clusters: row.clusters, atMs: row.at.getTime() };
}

/** From the start of the engine's work until every target was looked at once, ms. */
export async function coverage({ database, simulation }: LiveStage): Promise<number> {
  const end = performance.now() + COVERED_MAX_MS;
  while (performance.now() < end) {
    await sleep(ASK_EVERY_MS);
    const beat = await newestBeat(database).catch(() => null);
    if (beat === null || beat.clusters < simulation.clusters.length || beat.notYetLooked > 0) continue;
    return beat.coveredMs;
  }
  throw new Error(`Not every target was looked at within ${COVERED_MAX_MS / 1000} s.`);
}
