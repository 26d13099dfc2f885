import { pool } from "#lib/store/client.ts";

/** An engine that has not beaten for so long is gone: its shards go to others. It fenced itself a second before. */
export const ENGINE_GONE_SECONDS = 6;
/** Rows of engines that ended long ago are only clutter. */
const FORGET_SECONDS = 86_400;

export interface EngineBeat {
  readonly id: string;
  readonly hostname: string;
  readonly shards: number;
  readonly clusters: number;
  /** Figures for the settings page and for `/metrics`, and the ids of the keys in hand. */
  readonly detail: Readonly<Record<string, number | string | readonly string[]>>;
}

/** How an engine's process is found again on its host. */
export interface EngineSign {
  readonly pid: number;
  /** Host and process namespace: only there the number means anything. */
  readonly place: string;
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

/**
 * Takes the shards of engines that are gone, and of these that are known to be, out of their hands and answers their
 * numbers, each to one caller only. An engine that comes back finds its epoch refused once others have taken them.
 */
export async function shardsOfGone(known: readonly string[], includesSilent: boolean): Promise<readonly number[]> {
  const { rows } = await pool().query<{ number: number }>(
    `UPDATE "shard" SET "engine_id" = NULL FROM "engine"
     WHERE "engine"."id" = "shard"."engine_id"
       AND ("engine"."id" = ANY($1) OR ($2 AND "engine"."beat_at" <= now() - make_interval(secs => $3)))
     RETURNING "shard"."number"`,
    [known, includesSilent, ENGINE_GONE_SECONDS],
  );
  return rows.map(({ number }) => number);
}

/** Engines that were started in this place, whether they live or not. */
export async function engineSigns(place: string): Promise<readonly { readonly id: string; readonly pid: number }[]> {
  const { rows } = await pool().query<{ id: string; pid: number }>(
    `SELECT "id", ("detail"->>'pid')::int AS pid FROM "engine" WHERE "detail"->>'place' = $1`,
    [place],
  );
  return rows;
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

/** Takes these engines out of the count at once, and forgets those that ended long ago. */
export async function sayGoodbye(ids: readonly string[]): Promise<void> {
  await pool().query(`DELETE FROM "engine" WHERE "id" = ANY($1) OR "beat_at" < now() - make_interval(secs => $2)`, [
    ids,
    FORGET_SECONDS,
  ]);
}

/** Instant of the newest beat of any engine, ms since the epoch; null when none ever ran. */
export async function lastBeat(): Promise<number | null> {
  const { rows } = await pool().query<{ at: Date | null }>('SELECT max("beat_at") AS at FROM "engine"');
  return rows[0]?.at?.getTime() ?? null;
}
