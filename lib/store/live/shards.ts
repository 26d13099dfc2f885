import { pool } from "#lib/store/client.ts";

/** A shard in our hands. Every write of its clusters carries the epoch; a later holder has a higher one. */
export interface HeldShard {
  readonly number: number;
  readonly epoch: number;
}

/** Makes this engine the holder: from here on every write under an older epoch is refused. */
export async function takeShard(number: number, engineId: string): Promise<HeldShard> {
  const { rows } = await pool().query<{ epoch: string }>(
    `UPDATE "shard" SET "epoch" = "epoch" + 1, "engine_id" = $2, "beat_at" = now() WHERE "number" = $1 RETURNING "epoch"`,
    [number, engineId],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`There is no shard ${number}.`);
  return { number, epoch: Number(row.epoch) };
}

/** Says that nobody holds these shards, unless someone has taken them since. */
export async function leaveShards(shards: readonly HeldShard[]): Promise<void> {
  await pool().query(
    `UPDATE "shard" SET "engine_id" = NULL FROM unnest($1::int[], $2::bigint[]) AS left_behind(number, epoch)
     WHERE "shard"."number" = left_behind.number AND "shard"."epoch" = left_behind.epoch`,
    [shards.map(({ number }) => number), shards.map(({ epoch }) => epoch)],
  );
}
