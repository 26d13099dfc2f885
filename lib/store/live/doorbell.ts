import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import * as z from "zod";
import { LIVE_CHANNEL } from "./channels.ts";
import type { Doorbell } from "./ingest.ts";

const Payload = z.object({
  clusterIds: z.array(z.string()).nullable(),
  removed: z.record(z.string(), z.array(z.string())).optional(),
});
const RETRY_MS = 1000;

export interface Listening {
  readonly onBell: (bell: Doorbell) => void;
  /** The connection was lost and is back: bells may have been missed. */
  readonly onReturn: () => void;
}

/** One connection that hears every batch of every engine, for as long as the process lives. */
export function hearDoorbell(databaseUrl: string, { onBell, onReturn }: Listening): () => Promise<void> {
  const ending = new AbortController();
  let current: pg.Client | null = null;

  async function listenOnce(isReturn: boolean): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
    const { promise: lost, resolve: lose } = Promise.withResolvers<void>();
    client.on("error", () => lose());
    client.on("end", () => lose());
    client.on("notification", ({ payload }) => onBell(read(payload)));
    await client.connect();
    current = client;
    await client.query(`LISTEN ${LIVE_CHANNEL}`);
    if (isReturn) onReturn();
    await lost;
  }

  async function listen(): Promise<void> {
    for (let round = 0; !ending.signal.aborted; round += 1) {
      await listenOnce(round > 0).catch(() => undefined);
      await sleep(RETRY_MS, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  }

  void listen();
  return async () => {
    ending.abort();
    await current?.end().catch(() => undefined);
  };
}

/** A payload that cannot be read still rings: look at everything. */
function read(payload: string | undefined): Doorbell {
  try {
    const { clusterIds, removed } = Payload.parse(JSON.parse(payload ?? ""));
    return removed === undefined ? { clusterIds } : { clusterIds, removed };
  } catch {
    return { clusterIds: null };
  }
}
