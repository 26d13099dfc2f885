import type { Retention } from "#lib/core/api/settings.ts";
import { pool } from "#lib/store/client.ts";

/** Deleted in one statement: short enough that nobody waits for its locks. */
const BATCH_ROWS = 5000;

/** Makes the partitions of latencies that are needed next and drops those past their time. */
export async function keepPartitions(nowMs: number, { rawHours, minuteDays }: Retention): Promise<void> {
  await pool().query("SELECT keep_latency_partitions($1, $2, $3)", [new Date(nowMs), rawHours, minuteDays]);
}

/** Deletes events past their time, batch by batch; answers how many. */
export async function deleteOldEvents(nowMs: number, { eventDays }: Retention): Promise<number> {
  if (eventDays === null) return 0;
  const before = new Date(nowMs - eventDays * 86_400_000);
  return (await deleteBefore("transition", before)) + (await deleteBefore("pasted_transition", before));
}

async function deleteBefore(table: "transition" | "pasted_transition", before: Date): Promise<number> {
  let deleted = 0;
  for (;;) {
    const { rowCount } = await pool().query(
      `DELETE FROM "${table}" WHERE "id" = ANY(
         ARRAY(SELECT "id" FROM "${table}" WHERE "at" < $1 ORDER BY "at" LIMIT ${BATCH_ROWS}))`,
      [before],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH_ROWS) return deleted;
  }
}
