import { Fact } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";

/** The stored facts of a cluster, as an engine left them. */
export async function readFacts(clusterId: string): Promise<readonly Fact[]> {
  const { rows } = await pool().query<{ fact: unknown }>(
    `SELECT "fact" FROM "observation_state" WHERE "cluster_id" = $1 ORDER BY "subject"`,
    [clusterId],
  );
  // Written by this very code; a fact of an older shape is looked at anew rather than shown wrongly.
  return rows.flatMap(({ fact }) => {
    const parsed = Fact.safeParse(fact);
    return parsed.success ? [parsed.data] : [];
  });
}
