import { PgBoss } from "pg-boss";
import { QUEUE_SCHEMA } from "#lib/config/database-url.ts";

/** Shards are held, not processed: one job each, for as long as an engine beats. */
export const SHARD_QUEUE = "shard";
/** Dry runs of a connection, asked by the web process and answered by an engine. */
export const PREFLIGHT_QUEUE = "preflight";

export const SHARDS = 64;

/** A shard moves to another engine when its holder has not beaten for so long; pg-boss allows no less than 10 s. */
const SHARD_HEARTBEAT_SECONDS = 10;
/** A holder that is lost is replaced, however often that happens. */
const SHARD_RETRIES = 1_000_000;
const PREFLIGHT_SECONDS = 120;

/** Makes or updates the queue's tables and queues; needs the owner's login, and is safe to run at every start. */
export async function prepareQueue(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, schema: QUEUE_SCHEMA, supervise: false, schedule: false });
  // Without a listener an error of a pooled connection would end the process; the call under way fails anyway.
  boss.on("error", () => undefined);
  await boss.start();
  try {
    await boss.createQueue(SHARD_QUEUE, {
      policy: "exclusive",
      heartbeatSeconds: SHARD_HEARTBEAT_SECONDS,
      retryLimit: SHARD_RETRIES,
      retryDelay: 0,
      expireInSeconds: 23 * 3600,
    });
    await boss.createQueue(PREFLIGHT_QUEUE, { policy: "standard", retryLimit: 0, expireInSeconds: PREFLIGHT_SECONDS });
  } finally {
    await boss.stop({ graceful: false });
  }
}
