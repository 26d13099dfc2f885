import { pool } from "#lib/store/client.ts";

/** A shard in our hands. Every write of its clusters carries the epoch; a later holder has a higher one. */
export interface HeldShard {
  readonly number: number;
  readonly epoch: number;
}

/**
 * Makes this engine the holder: from here on every write under an older epoch is refused. All in one statement, and
 * in the order in which writers lock them, so that two never wait for each other.
 */
export async function takeShards(numbers: readonly number[], engineId: string): Promise<readonly HeldShard[]> {
  const { rows } = await pool().query<{ number: number; epoch: string }>(
    `WITH wanted AS (SELECT "number" FROM "shard" WHERE "number" = ANY($1::int[]) ORDER BY "number" FOR UPDATE)
     UPDATE "shard" SET "epoch" = "epoch" + 1, "engine_id" = $2, "beat_at" = now() FROM wanted
     WHERE "shard"."number" = wanted."number" RETURNING "shard"."number", "epoch"`,
    [numbers, engineId],
  );
  const taken = new Map(rows.map(({ number, epoch }) => [number, { number, epoch: Number(epoch) }]));
  return numbers.map((number) => {
    const shard = taken.get(number);
    if (shard === undefined) throw new Error(`There is no shard ${number}.`);
    return shard;
  });
}

/** Says that nobody holds these shards, unless someone has taken them since. */
export async function leaveShards(shards: readonly HeldShard[]): Promise<void> {
  await pool().query(
    `UPDATE "shard" SET "engine_id" = NULL FROM unnest($1::int[], $2::bigint[]) AS left_behind(number, epoch)
     WHERE "shard"."number" = left_behind.number AND "shard"."epoch" = left_behind.epoch`,
    [shards.map(({ number }) => number), shards.map(({ epoch }) => epoch)],
  );
}
