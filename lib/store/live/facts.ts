import { Fact } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";

/** The stored facts of these clusters by cluster, as engines left them. */
export async function readFacts(clusterIds: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const { rows } = await pool().query<{ clusterId: string; fact: unknown }>(
    `SELECT "cluster_id" AS "clusterId", "fact" FROM "observation_state" WHERE "cluster_id" = ANY($1::uuid[])
     ORDER BY "subject"`,
    [clusterIds],
  );
  const facts = new Map<string, Fact[]>(clusterIds.map((id) => [id, []]));
  for (const { clusterId, fact } of rows) {
    const parsed = Fact.safeParse(fact);
    // Written by this very code; a fact of an older shape is looked at anew rather than shown wrongly.
    if (parsed.success) facts.get(clusterId)?.push(parsed.data);
  }
  return facts;
}
