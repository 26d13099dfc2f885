import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { PgBoss } from "pg-boss";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fairShare, phaseOf, SHARDS, shardOf } from "#lib/core/connection/shards.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { openQueue } from "#lib/store/connection/queue.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { keepShards, type ShardKeeper } from "./shard-keeper.ts";

const TAKEOVER_MS = 20_000;

interface Engine {
  readonly keeper: ShardKeeper;
  readonly boss: PgBoss;
  readonly lost: HeldShard[];
}

let database: TestDatabase;
const engines: Engine[] = [];

async function engine(isCutOff: () => boolean = () => false): Promise<Engine> {
  const boss = openQueue(database.watchUrl);
  await boss.start();
  const lost: HeldShard[] = [];
  const keeper = keepShards({
    boss,
    engineId: randomUUID(),
    facts: () => {
      if (isCutOff()) throw new Error("No beat of this engine arrives.");
      return { hostname: "here", clusters: 0, detail: {} };
    },
    deadNeighbours: async () => [],
    onGained: () => undefined,
    onLost: (shard) => lost.push(shard),
    say: () => undefined,
    now: () => performance.now(),
  });
  const made = { keeper, boss, lost };
  engines.push(made);
  return made;
}

async function until(holds: () => boolean, withinMs = TAKEOVER_MS): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${holds}`);
    await sleep(50);
  }
}

beforeEach(async () => {
  database = await testDatabase();
  await useDatabase(database.watchUrl);
});

afterEach(async () => {
  for (const { keeper, boss } of engines.splice(0)) {
    await keeper.stop();
    await boss.stop({ graceful: false });
  }
  await closeDatabase();
  await database.drop();
});

describe("Shards", () => {
  it("are all held by one engine, and shared when a second one comes", async () => {
    const first = await engine();
    await until(() => first.keeper.held().length === SHARDS);
    const second = await engine();
    // They move a few at a time; eight are enough to see that none is ever held twice or by nobody.
    await until(() => second.keeper.held().length >= 8);
    const all = [...first.keeper.held(), ...second.keeper.held()].map(({ number }) => number);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(SHARDS - 8);
    expect(first.keeper.held().length).toBeGreaterThanOrEqual(fairShare(2));
  }, 60_000);

  it("move at once when their engine leaves, and each holder has a higher epoch than the one before", async () => {
    const first = await engine();
    await until(() => first.keeper.held().length === SHARDS);
    const before = new Map(first.keeper.held().map(({ number, epoch }) => [number, epoch]));
    engines.splice(0, 1);
    await first.keeper.stop();
    await first.boss.stop({ graceful: false });
    const second = await engine();
    await until(() => second.keeper.held().length === SHARDS);
    for (const { number, epoch } of second.keeper.held()) expect(epoch).toBeGreaterThan(before.get(number) ?? 0);
  }, 60_000);

  it("are taken from an engine that no longer beats, which stops by itself before that", async () => {
    let isCutOff = false;
    const silent = await engine(() => isCutOff);
    await until(() => silent.keeper.held().length === SHARDS);
    const watcher = await engine();
    await until(() => watcher.keeper.held().length > 0);
    isCutOff = true;
    await until(() => !silent.keeper.mayPoll() || watcher.keeper.held().length === SHARDS);
    expect(watcher.keeper.held().length).toBeLessThan(SHARDS);
    await until(() => watcher.keeper.held().length === SHARDS);
    expect(silent.keeper.held()).toEqual([]);
    const { rows } = await pool().query("SELECT count(DISTINCT engine_id)::int AS holders FROM shard");
    expect(rows).toEqual([{ holders: 1 }]);
  }, 120_000);
});

describe("The spread", () => {
  it("gives every shard about as many of a thousand clusters as another", () => {
    const counts = new Array<number>(SHARDS).fill(0);
    for (let cluster = 0; cluster < 6400; cluster += 1) {
      const shard = shardOf(`cluster-${cluster}`);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(60);
    expect(Math.max(...counts)).toBeLessThan(150);
  });

  it("spreads timers of similar names over the whole interval", () => {
    const phases = Array.from({ length: 1000 }, (_, cluster) => phaseOf(`cluster-${cluster} api`, 5000));
    for (let part = 0; part < 5; part += 1) {
      const inside = phases.filter((phase) => Math.floor(phase / 1000) === part);
      expect(inside.length).toBeGreaterThan(140);
    }
  });
});
