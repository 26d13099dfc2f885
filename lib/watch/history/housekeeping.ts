import type { Retention } from "#lib/core/api/settings.ts";
import { downsampleLatencies } from "#lib/store/live/history/downsample.ts";
import { deleteOldEvents, keepPartitions } from "#lib/store/live/history/retention.ts";

export interface Housekeeping {
  readonly retention: () => Promise<Retention>;
  readonly say: (line: string) => void;
  readonly nowMs: () => number;
}

const EVERY_MS = 60_000;

/** Keeps the stored history in shape once a minute; every engine may do it, and what one has done the next skips. */
export function keepHouse(order: Housekeeping): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let isBroken = false;

  async function round(): Promise<void> {
    try {
      await keepHouseOnce(await order.retention(), order.nowMs());
      isBroken = false;
    } catch (cause) {
      if (!isBroken)
        order.say(`The history cannot be kept in shape: ${cause instanceof Error ? cause.message : cause}`);
      isBroken = true;
    }
  }

  const timer = setInterval(() => {
    underWay ??= round().finally(() => {
      underWay = null;
    });
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}

async function keepHouseOnce(retention: Retention, nowMs: number): Promise<void> {
  await keepPartitions(nowMs, retention);
  await downsampleLatencies(nowMs, retention.rawHours);
  await deleteOldEvents(nowMs, retention);
}
