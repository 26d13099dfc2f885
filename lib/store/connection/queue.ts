import { PgBoss } from "pg-boss";
import * as z from "zod";
import { APP_ROLE, QUEUE_SCHEMA } from "#lib/config/database-url.ts";
import { pool } from "#lib/store/client.ts";

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

const COMMON = { schema: QUEUE_SCHEMA, migrate: false, createSchema: false, schedule: false } as const;

/** The engine's queue. Never makes or changes tables: `prepareQueue` did that. */
export function openQueue(url: string): PgBoss {
  return silent(
    new PgBoss({
      ...COMMON,
      connectionString: url,
      max: 2,
      supervise: true,
      // Together with the heartbeat these decide how soon a dead engine's shards move.
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
    }),
  );
}

/** The queue over the pool of this process, for adding jobs only. */
export function openSender(): PgBoss {
  const executeSql = (text: string, values?: unknown[]) => pool().query(text, values);
  return silent(new PgBoss({ ...COMMON, db: { executeSql }, supervise: false }));
}

/** Without a listener an error of a pooled connection would end the process; the call under way fails anyway. */
function silent(boss: PgBoss): PgBoss {
  boss.on("error", () => undefined);
  return boss;
}

/**
 * Makes or updates the queue's tables and queues. Runs with the engine's login, to which the schema belongs, so that
 * pg-boss can keep its own partitions later; the web process may add jobs. Safe at every start.
 */
export async function prepareQueue(watchUrl: string): Promise<void> {
  const boss = silent(new PgBoss({ ...COMMON, connectionString: watchUrl, migrate: true, supervise: false }));
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

/** Lets go of shards whose engine is gone, seconds before pg-boss would: the next fetch of any engine gets them. */
export async function freeShards(boss: PgBoss, numbers: readonly number[]): Promise<void> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `SELECT "id" FROM ${QUEUE_SCHEMA}.job WHERE "name" = $1 AND "state" = 'active' AND "singleton_key" = ANY($2)`,
      [SHARD_QUEUE, numbers.map(shardKey)],
    );
  const ids = JobIds.parse(rows).map(({ id }) => id);
  if (ids.length > 0) await boss.fail(SHARD_QUEUE, ids);
}

const JobIds = z.array(z.object({ id: z.string() }));

export function shardKey(number: number): string {
  return `shard-${number}`;
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
