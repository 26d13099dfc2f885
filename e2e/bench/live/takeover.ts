import { setTimeout as sleep } from "node:timers/promises";
import { SHARDS } from "#lib/core/connection/shards.ts";
import type { Engine, LiveStage } from "./stage.ts";

const ASK_EVERY_MS = 200;
/** Shards move four at a time, every five seconds. */
const SHARE_MAX_MS = 90_000;

/** Two engines share the clusters, one is killed: ms until the other has looked at the last of them. */
export async function takeover(stage: LiveStage, first: Engine, second: Engine): Promise<number> {
  await shared(stage);
  const killedMs = Date.now();
  first.process.kill("SIGKILL");
  for (;;) {
    await sleep(ASK_EVERY_MS);
    const { rows } = await stage.database.query<{ left: number }>(
      `SELECT count(*)::int AS left FROM "connection" LEFT JOIN "live_cluster" USING ("cluster_id")
       WHERE "polled_at" IS NULL OR "polled_at" < to_timestamp($1::float8 / 1000)`,
      [killedMs],
    );
    if (rows[0]?.left === 0 && (await holders(stage)) === 1) return Date.now() - killedMs;
    if (second.process.exitCode !== null) throw new Error("The second engine ended too.");
  }
}

async function shared(stage: LiveStage): Promise<void> {
  const end = performance.now() + SHARE_MAX_MS;
  while (performance.now() < end) {
    const { rows } = await stage.database.query<{ shards: number }>(
      `SELECT count(*)::int AS shards FROM "shard" WHERE "engine_id" IS NOT NULL GROUP BY "engine_id"`,
    );
    if (rows.length === 2 && rows.every(({ shards }) => shards === SHARDS / 2)) return;
    await sleep(ASK_EVERY_MS);
  }
  throw new Error("Two engines did not share the clusters evenly.");
}

async function holders({ database }: LiveStage): Promise<number> {
  const { rows } = await database.query<{ engines: number }>(
    `SELECT count(DISTINCT "engine_id")::int AS engines FROM "shard"`,
  );
  return rows[0]?.engines ?? 0;
}
