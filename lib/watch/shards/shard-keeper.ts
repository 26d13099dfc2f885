import type { PgBoss } from "pg-boss";
import * as z from "zod";
import { fairShare, SHARDS } from "#lib/core/connection/shards.ts";
import { SHARD_QUEUE, shardKey } from "#lib/store/connection/queue.ts";
import { type EngineBeat, sayGoodbye } from "#lib/store/live/engines.ts";
import { type HeldShard, leaveShards, takeShards } from "#lib/store/live/shards.ts";
import { FENCE_AFTER_MS, type Living, signsOfLife } from "./signs-of-life.ts";

/** How often pg-boss hears that the shards are held: three tries before its ten seconds. */
const TOUCH_EVERY_MS = 3000;
/** One row says at every tick that the engine lives. */
const TICK_MS = 1000;
/** Shards given up at once when there are more engines than before, so that clusters move a few at a time. */
const GIVE_UP_MAX = 4;
const SHARE_EVERY_MS = 5000;

export interface Keeping extends Omit<Living, "facts"> {
  readonly facts: () => Omit<EngineBeat, "id" | "shards">;
  readonly onGained: (shard: HeldShard) => void;
  readonly onLost: (shard: HeldShard) => void;
}

interface Holding {
  readonly shard: HeldShard;
  readonly attempt: { readonly id: string; readonly retryCount: number };
}

export interface ShardKeeper {
  readonly held: () => readonly HeldShard[];
  /** True while our heartbeats get through, or while nobody else could take over. */
  readonly mayPoll: () => boolean;
  /** A write was refused because someone else holds this shard. */
  readonly drop: (shard: HeldShard) => void;
  readonly stop: () => Promise<void>;
}

/** Holds this engine's fair share of the shards until `stop`; what it gains and loses is told at once. */
export function keepShards(keeping: Keeping): ShardKeeper {
  const { boss, now, say } = keeping;
  const held = new Map<number, Holding>();
  const life = signsOfLife({ ...keeping, facts: () => ({ ...keeping.facts(), shards: held.size }) });
  let touchedAt = Number.NEGATIVE_INFINITY;
  let sharedAt = Number.NEGATIVE_INFINITY;
  let isStopping = false;
  let isBroken = false;

  function lose(holding: Holding): void {
    if (held.get(holding.shard.number) !== holding) return;
    held.delete(holding.shard.number);
    keeping.onLost(holding.shard);
  }

  async function touch(): Promise<void> {
    touchedAt = now();
    const holdings = [...held.values()];
    if (holdings.length === 0) return;
    const touched = await boss.touch(
      SHARD_QUEUE,
      holdings.map(({ attempt }) => attempt),
    );
    const kept = new Set(Touched.parse(touched).settled);
    for (const holding of holdings) if (!kept.has(holding.attempt.id)) lose(holding);
  }

  async function share(): Promise<void> {
    sharedAt = now();
    await ensureJobs(boss);
    const surplus = held.size - fairShare(life.engines());
    if (surplus > 0) await giveUp([...held.values()].slice(-Math.min(surplus, GIVE_UP_MAX)));
  }

  async function giveUp(holdings: readonly Holding[]): Promise<void> {
    for (const holding of holdings) lose(holding);
    await leaveShards(holdings.map(({ shard }) => shard));
    for (const { attempt, shard } of holdings) {
      await boss.complete(SHARD_QUEUE, [attempt]);
      await boss.send(SHARD_QUEUE, { number: shard.number }, { singletonKey: shardKey(shard.number) });
    }
  }

  async function take(): Promise<void> {
    const wanted = fairShare(life.engines()) - held.size;
    if (wanted <= 0) return;
    const jobs = await boss.fetch<{ number: number }>(SHARD_QUEUE, { batchSize: wanted, includeMetadata: true });
    if (jobs.length === 0) return;
    const attempts = new Map(jobs.map(({ id, retryCount, data }) => [data.number, { id, retryCount }]));
    for (const shard of await takeShards([...attempts.keys()], keeping.engineId)) {
      const attempt = attempts.get(shard.number);
      if (attempt !== undefined) held.set(shard.number, { shard, attempt });
      keeping.onGained(shard);
    }
  }

  async function tick(): Promise<void> {
    await life.beat();
    if (now() - touchedAt >= TOUCH_EVERY_MS) await touch();
    await life.bury();
    if (now() - sharedAt >= SHARE_EVERY_MS) await share();
    await take();
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      try {
        await tick();
        if (isBroken) say("The database answers again.");
        isBroken = false;
      } catch (cause) {
        if (!isBroken) say(`The database does not answer: ${cause instanceof Error ? cause.message : cause}`);
        isBroken = true;
      }
      await new Promise((done) => setTimeout(done, TICK_MS));
    }
  }

  const fence = setInterval(() => {
    if (!life.isFenced() || held.size === 0) return;
    say(`No heartbeat for ${FENCE_AFTER_MS / 1000} s; ${held.size} shards are left to other engines.`);
    for (const holding of [...held.values()]) lose(holding);
  }, TICK_MS / 4);
  const running = run();
  return {
    held: () => [...held.values()].map(({ shard }) => shard),
    mayPoll: () => !life.isFenced(),
    drop: (shard) => {
      const holding = held.get(shard.number);
      if (holding?.shard.epoch === shard.epoch) lose(holding);
    },
    stop: async () => {
      isStopping = true;
      clearInterval(fence);
      await running;
      await giveUp([...held.values()]).catch((cause) => say(`While leaving the shards: ${cause}`));
      await sayGoodbye([keeping.engineId]).catch(() => undefined);
    },
  };
}

/** What `touch` answers; its declared type is empty. */
const Touched = z.object({ settled: z.array(z.string()) });

/** One job per shard; those that stand already are refused by the queue's policy. Heals a job lost with its engine. */
async function ensureJobs(boss: PgBoss): Promise<void> {
  const numbers = Array.from({ length: SHARDS }, (_, number) => number);
  await boss.insert(
    SHARD_QUEUE,
    numbers.map((number) => ({ data: { number }, singletonKey: shardKey(number) })),
  );
}
