import type { PgBoss } from "pg-boss";
import { freeShards } from "#lib/store/connection/queue.ts";
import { beat, ENGINE_GONE_SECONDS, type EngineBeat, sayGoodbye, shardsOfGone } from "#lib/store/live/engines.ts";

const GONE_MS = ENGINE_GONE_SECONDS * 1000;
/** Polling stops before anyone can take over: nobody tells an engine that its beats do not arrive. */
export const FENCE_AFTER_MS = GONE_MS - 1000;

export interface Living {
  readonly boss: PgBoss;
  readonly engineId: string;
  readonly facts: () => Omit<EngineBeat, "id">;
  /** Ids of engines of this host that are known to be dead: a restart need not wait for their beats to grow old. */
  readonly deadNeighbours: () => Promise<readonly string[]>;
  readonly say: (line: string) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

export interface SignsOfLife {
  /** Engines that live, this one included, as of its last beat. */
  readonly engines: () => number;
  readonly beat: () => Promise<void>;
  /** Frees the shards of engines that are gone. */
  readonly bury: () => Promise<void>;
  /** Alone, nobody can take over while the database is away: watching goes on, and only the history waits. */
  readonly isFenced: () => boolean;
}

/** Says that this engine lives, and finds out who lives no more. */
export function signsOfLife({ boss, now, say, ...living }: Living): SignsOfLife {
  let engines = 1;
  let beatenAt = now();
  /** Since when beats have come through without a gap in which nobody could tell who lives. */
  let steadySince = now();
  let hasLookedAround = false;

  async function beatOnce(): Promise<void> {
    const triedAt = now();
    engines = await beat({ ...living.facts(), id: living.engineId });
    if (triedAt - beatenAt > FENCE_AFTER_MS) steadySince = triedAt;
    beatenAt = triedAt;
  }

  /** After a pause of the database every other beat is old: who lives shows only after a while of our own beating. */
  async function bury(): Promise<void> {
    const dead = hasLookedAround ? [] : await living.deadNeighbours();
    hasLookedAround = true;
    const isSteady = now() - steadySince >= GONE_MS;
    if (!isSteady && dead.length === 0) return;
    const numbers = await shardsOfGone(dead, isSteady);
    if (numbers.length === 0) return;
    say(`An engine is gone; its ${numbers.length} shards are free.`);
    await freeShards(boss, numbers);
    await sayGoodbye(dead);
    // Counts without it, so that this very tick takes what is free.
    await beatOnce();
  }

  return {
    engines: () => engines,
    beat: beatOnce,
    bury,
    isFenced: () => engines > 1 && now() - beatenAt > FENCE_AFTER_MS,
  };
}
