import { pool } from "#lib/store/client.ts";

/** An engine that has not beaten for so long counts as gone when shards are shared out. */
const ENGINE_GONE_SECONDS = 10;
/** Rows of engines that ended long ago are only clutter. */
const FORGET_SECONDS = 86_400;

export interface EngineBeat {
  readonly id: string;
  readonly hostname: string;
  readonly shards: number;
  readonly clusters: number;
  /** Figures for the settings page and for `/metrics`, and the ids of the keys in hand. */
  readonly detail: Readonly<Record<string, number | readonly string[]>>;
}

/** Records that this engine lives and returns how many do, itself included. By the database's clock, so hosts need not agree. */
export async function beat({ id, hostname, shards, clusters, detail }: EngineBeat): Promise<number> {
  await pool().query(
    `INSERT INTO "engine" ("id", "hostname", "started_at", "beat_at", "shards", "clusters", "detail")
     VALUES ($1, $2, now(), now(), $3, $4, $5)
     ON CONFLICT ("id") DO UPDATE SET "beat_at" = now(), "shards" = $3, "clusters" = $4, "detail" = $5`,
    [id, hostname, shards, clusters, detail],
  );
  const { rows } = await pool().query<{ live: number }>(
    `SELECT count(*)::int AS live FROM "engine" WHERE "beat_at" > now() - make_interval(secs => $1)`,
    [ENGINE_GONE_SECONDS],
  );
  return rows[0]?.live ?? 1;
}

/** Ids of the private keys that live engines hold; null while none says. */
export async function heldKeys(): Promise<ReadonlySet<string> | null> {
  const { rows } = await pool().query<{ ids: readonly string[] }>(
    `SELECT ARRAY(SELECT jsonb_array_elements_text("detail"->'keyIds')) AS ids FROM "engine"
     WHERE "beat_at" > now() - make_interval(secs => $1) AND jsonb_typeof("detail"->'keyIds') = 'array'`,
    [ENGINE_GONE_SECONDS],
  );
  return rows.length === 0 ? null : new Set(rows.flatMap(({ ids }) => ids));
}

export interface EngineFigures {
  readonly id: string;
  readonly hostname: string;
  readonly shards: number;
  readonly clusters: number;
  readonly beatAgeMs: number;
  /** What the engine said of itself, numbers only. */
  readonly detail: Readonly<Record<string, number>>;
}

/** Engines that live, in the order of their ids. */
export async function readEngines(): Promise<readonly EngineFigures[]> {
  const { rows } = await pool().query<Omit<EngineFigures, "detail"> & { detail: Readonly<Record<string, unknown>> }>(
    `SELECT "id", "hostname", "shards", "clusters", "detail",
       (extract(epoch FROM now() - "beat_at") * 1000)::float8 AS "beatAgeMs" FROM "engine"
     WHERE "beat_at" > now() - make_interval(secs => $1) ORDER BY "id"`,
    [ENGINE_GONE_SECONDS],
  );
  return rows.map(({ detail, ...row }) => ({
    ...row,
    detail: Object.fromEntries(
      Object.entries(detail).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : [])),
    ),
  }));
}

/** Takes this engine out of the count at once, and forgets those that ended long ago. */
export async function sayGoodbye(id: string): Promise<void> {
  await pool().query(`DELETE FROM "engine" WHERE "id" = $1 OR "beat_at" < now() - make_interval(secs => $2)`, [
    id,
    FORGET_SECONDS,
  ]);
}

/** Instant of the newest beat of any engine, ms since the epoch; null when none ever ran. */
export async function lastBeat(): Promise<number | null> {
  const { rows } = await pool().query<{ at: Date | null }>('SELECT max("beat_at") AS at FROM "engine"');
  return rows[0]?.at?.getTime() ?? null;
}
