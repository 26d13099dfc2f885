import { pool } from "#lib/store/client.ts";

/** Remembers which running cluster a connection leads to. */
export async function storeIdentity(clusterId: string, uid: string): Promise<void> {
  await pool().query(
    `INSERT INTO "cluster_identity" ("cluster_id", "uid") VALUES ($1, $2)
     ON CONFLICT ("cluster_id") DO UPDATE SET "uid" = $2, "seen_at" = now() WHERE "cluster_identity"."uid" <> $2`,
    [clusterId, uid],
  );
}

export interface ConnectedAs {
  readonly slug: string;
  readonly name: string;
}

/** The cluster, other than this one, that is connected to the running cluster of that uid; null when none is. */
export async function connectedAs(uid: string, clusterId: string | null): Promise<ConnectedAs | null> {
  const { rows } = await pool().query<ConnectedAs>(
    `SELECT "slug", "name" FROM "cluster_identity"
       JOIN "connection" USING ("cluster_id") JOIN "cluster" ON "cluster"."id" = "cluster_id"
     WHERE "uid" = $1 AND "cluster_id" IS DISTINCT FROM $2::uuid ORDER BY "slug" LIMIT 1`,
    [uid, clusterId],
  );
  return rows[0] ?? null;
}
