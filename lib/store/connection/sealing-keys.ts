import { CredentialField } from "#lib/core/connection/connection.ts";
import { Sealed } from "#lib/secrets/sealed.ts";
import { db, pool } from "#lib/store/client.ts";
import { credentialPlace, type StoredCredential } from "./watched.ts";

/** Public half of a key pair of the engine. The newest one seals. */
export interface SealingKey {
  readonly id: string;
  readonly publicKeyPem: string;
}

/** Newest first. */
export async function listSealingKeys(): Promise<readonly SealingKey[]> {
  const rows = await db().sealingKey.findMany({ orderBy: [{ createdAt: "desc" }, { id: "asc" }] });
  return rows.map(({ id, publicKey }) => ({ id, publicKeyPem: publicKey }));
}

/** From here on everything new is sealed to this key. A key that is there already stays where it is. */
export async function addSealingKey({ id, publicKeyPem }: SealingKey): Promise<void> {
  await db().sealingKey.createMany({ data: [{ id, publicKey: publicKeyPem }], skipDuplicates: true });
}

export async function removeSealingKey(id: string): Promise<void> {
  await db().sealingKey.deleteMany({ where: { id } });
}

export interface CredentialUnderKey extends StoredCredential {
  readonly keyId: string;
}

/** Credentials that are not sealed to this key, a page at a time. */
export async function credentialsNotUnder(keyId: string, limit: number): Promise<readonly CredentialUnderKey[]> {
  const rows = await db().credential.findMany({
    where: { keyId: { not: keyId } },
    orderBy: [{ clusterId: "asc" }, { field: "asc" }],
    take: limit,
  });
  return rows.map((row) => ({
    keyId: row.keyId,
    field: CredentialField.parse(row.field),
    sealed: Sealed.parse(row.sealed),
    place: credentialPlace(row.clusterId, row.field, row.version),
  }));
}

/** Stores a credential under its new key; false when it was replaced or removed meanwhile, and then nothing changes. */
export async function storeResealed({ keyId, place }: CredentialUnderKey, sealed: Sealed): Promise<boolean> {
  const { rowCount } = await pool().query(
    `UPDATE "credential" SET "sealed" = $5, "key_id" = $6
     WHERE "cluster_id" = $1 AND "field" = $2 AND "version" = $3 AND "key_id" = $4`,
    [place.id, place.field, place.version, keyId, JSON.stringify(sealed), sealed.keyId],
  );
  return rowCount === 1;
}
