import { Connection, CredentialField } from "#lib/core/connection/connection.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { Sealed, type SealedPlace } from "#lib/secrets/sealed.ts";
import { db, pool } from "#lib/store/client.ts";
import { readHead } from "#lib/store/plan/rows.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";

/** A cluster of some shard, with a stamp that changes whenever its connection, credentials, pause or plan do. */
export interface WatchedStamp {
  readonly clusterId: string;
  readonly slug: string;
  readonly shard: number;
  readonly isInCluster: boolean;
  readonly stamp: string;
}

/** Cheap enough to ask every few seconds: no plan and no credential is read. */
export async function watchedStamps(shards: readonly number[]): Promise<readonly WatchedStamp[]> {
  const { rows } = await pool().query<WatchedStamp>({
    name: "watched-stamps",
    text: `SELECT "connection"."cluster_id" AS "clusterId", "slug", "shard",
        COALESCE(("detail"->>'isInCluster')::boolean, false) AS "isInCluster",
        concat_ws('/', "version", extract(epoch FROM "connection"."updated_at"),
          (SELECT string_agg("field" || "credential"."version" || "key_id", ',' ORDER BY "field")
           FROM "credential" WHERE "credential"."cluster_id" = "connection"."cluster_id")) AS "stamp"
      FROM "connection" JOIN "cluster" ON "cluster"."id" = "connection"."cluster_id"
      WHERE "shard" = ANY($1::int[]) AND NOT "is_paused"`,
    values: [shards],
  });
  return rows;
}

export interface StoredCredential {
  readonly field: CredentialField;
  readonly sealed: Sealed;
  readonly place: SealedPlace;
}

export interface Watched {
  readonly clusterId: string;
  readonly slug: string;
  readonly plan: Plan;
  readonly connection: Connection;
  readonly credentials: readonly StoredCredential[];
}

/** Everything that watching one cluster needs; null when it was disconnected meanwhile. */
export async function readWatched({ clusterId, slug }: WatchedStamp): Promise<Watched | null> {
  const row = await db().connection.findUnique({ where: { clusterId } });
  if (row === null) return null;
  const [{ plan }, credentials] = await Promise.all([
    inTransaction((tx) => readHead(tx, slug)),
    readCredentials(clusterId),
  ]);
  return { clusterId, slug, plan, connection: Connection.parse(row.detail), credentials };
}

/** The stored connection of a cluster; null when there is none. */
export async function readStored(clusterId: string): Promise<Connection | null> {
  const row = await db().connection.findUnique({ where: { clusterId } });
  return row === null ? null : Connection.parse(row.detail);
}

/** The sealed credentials of a cluster; only the engine's login may ask. */
export async function readCredentials(clusterId: string): Promise<readonly StoredCredential[]> {
  const credentials = await db().credential.findMany({ where: { clusterId } });
  return credentials.map(({ field, version, sealed }) => ({
    field: CredentialField.parse(field),
    sealed: Sealed.parse(sealed),
    place: credentialPlace(clusterId, field, version),
  }));
}

/** What a stored credential is bound to: moved to another cluster, field or version it does not open. */
export function credentialPlace(clusterId: string, field: string, version: number): SealedPlace {
  return { table: "credential", id: clusterId, field, version };
}
