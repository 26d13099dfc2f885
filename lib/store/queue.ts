import { PgBoss } from "pg-boss";
import { APP_ROLE, QUEUE_SCHEMA } from "#lib/config/database-url.ts";

/** Shards are held, not processed: one job each, for as long as an engine beats. */
export const SHARD_QUEUE = "shard";
/** Dry runs of a connection, asked by the web process and answered by an engine. */
export const PREFLIGHT_QUEUE = "preflight";

/** A shard moves to another engine when its holder has not beaten for so long; pg-boss allows no less than 10 s. */
const SHARD_HEARTBEAT_SECONDS = 10;
/** A holder that is lost is replaced, however often that happens. */
const SHARD_RETRIES = 1_000_000;
/** pg-boss takes a job from its holder after at most a day; the next fetch of the same engine takes it again. */
const SHARD_EXPIRES_SECONDS = 86_399;
const PREFLIGHT_SECONDS = 120;

/** The queue in the database at this address. Never makes or changes tables: `prepareQueue` did that. */
export function openQueue(url: string, isSupervisor: boolean): PgBoss {
  const boss = new PgBoss({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    max: 2,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: isSupervisor,
    // Together with the heartbeat these decide how soon a dead engine's shards move.
    superviseIntervalSeconds: 1,
    monitorIntervalSeconds: 1,
  });
  // Without a listener an error of a pooled connection would end the process; the call under way fails anyway.
  boss.on("error", () => undefined);
  return boss;
}

/**
 * Makes or updates the queue's tables and queues. Runs with the engine's login, to which the schema belongs, so that
 * pg-boss can keep its own partitions later; the web process may add jobs. Safe at every start.
 */
export async function prepareQueue(watchUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: watchUrl,
    schema: QUEUE_SCHEMA,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    await boss.createQueue(SHARD_QUEUE, {
      policy: "exclusive",
      heartbeatSeconds: SHARD_HEARTBEAT_SECONDS,
      retryLimit: SHARD_RETRIES,
      retryDelay: 0,
      expireInSeconds: SHARD_EXPIRES_SECONDS,
    });
    await boss.createQueue(PREFLIGHT_QUEUE, { policy: "standard", retryLimit: 0, expireInSeconds: PREFLIGHT_SECONDS });
    await boss.getDb().executeSql(GRANTS);
  } finally {
    await boss.stop({ graceful: false });
  }
}

const GRANTS = `
  DO $$
  BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${APP_ROLE}') THEN
      GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${APP_ROLE};
    END IF;
  END $$`;
