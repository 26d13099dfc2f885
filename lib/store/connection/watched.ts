import { Connection, CredentialField } from "#lib/core/connection/connection.ts";
import { Plan } from "#lib/core/plan/plan.ts";
import { Sealed, type SealedPlace } from "#lib/secrets/sealed.ts";
import { db, pool } from "#lib/store/client.ts";

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

interface WatchedRow {
  readonly clusterId: string;
  readonly slug: string;
  readonly detail: unknown;
  readonly frame: unknown;
  readonly machines: string;
  readonly credentials: readonly { readonly field: string; readonly version: number; readonly sealed: unknown }[];
}

/** Everything that watching these clusters needs, in one question; those disconnected meanwhile are left out. */
export async function readWatched(clusterIds: readonly string[]): Promise<readonly Watched[]> {
  const { rows } = await pool().query<WatchedRow>({
    name: "watched-whole",
    text: `SELECT "cluster"."id" AS "clusterId", "slug", "connection"."detail", "frame",
        (SELECT coalesce(jsonb_agg("machine"."detail" ORDER BY "order", "machine"."id" COLLATE "C"), '[]')::text
         FROM "machine" WHERE "machine"."cluster_id" = "cluster"."id") AS "machines",
        (SELECT coalesce(jsonb_agg(jsonb_build_object('field', "field", 'version', "credential"."version",
           'sealed', "sealed")), '[]')
         FROM "credential" WHERE "credential"."cluster_id" = "cluster"."id") AS "credentials"
      FROM "connection" JOIN "cluster" ON "cluster"."id" = "connection"."cluster_id"
      WHERE "cluster"."id" = ANY($1::uuid[])`,
    values: [clusterIds],
  });
  return rows.map(({ clusterId, slug, detail, frame, machines, credentials }) => ({
    clusterId,
    slug,
    plan: Plan.parse(Object.assign({}, frame, { machines: JSON.parse(machines) })),
    connection: Connection.parse(detail),
    credentials: credentials.map((row) => storedCredential(clusterId, row)),
  }));
}

/** The stored connection of a cluster; null when there is none. */
export async function readStored(clusterId: string): Promise<Connection | null> {
  const row = await db().connection.findUnique({ where: { clusterId } });
  return row === null ? null : Connection.parse(row.detail);
}

/** The sealed credentials of a cluster; only the engine's login may ask. */
export async function readCredentials(clusterId: string): Promise<readonly StoredCredential[]> {
  const credentials = await db().credential.findMany({ where: { clusterId } });
  return credentials.map((row) => storedCredential(clusterId, row));
}

function storedCredential(
  clusterId: string,
  { field, version, sealed }: WatchedRow["credentials"][number],
): StoredCredential {
  return {
    field: CredentialField.parse(field),
    sealed: Sealed.parse(sealed),
    place: credentialPlace(clusterId, field, version),
  };
}

/** What a stored credential is bound to: moved to another cluster, field or version it does not open. */
export function credentialPlace(clusterId: string, field: string, version: number): SealedPlace {
  return { table: "credential", id: clusterId, field, version };
}
