import type { ConnectionView } from "#lib/core/api/connections.ts";
import { Connection, CredentialField, type Credentials } from "#lib/core/connection/connection.ts";
import { fieldsToGiveAgain } from "#lib/core/connection/safeguards.ts";
import { shardOf } from "#lib/core/connection/shards.ts";
import { readPublicKey } from "#lib/secrets/key-pair.ts";
import { seal } from "#lib/secrets/seal.ts";
import type { Sealed, SealedPlace } from "#lib/secrets/sealed.ts";
import { db } from "#lib/store/client.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Prisma } from "#lib/store/generated/client.ts";
import { CONNECTION_CHANNEL } from "#lib/store/live/channels.ts";
import { heldKeys } from "#lib/store/live/engines.ts";
import { type Actor, audit, traceOf } from "#lib/store/people/audit.ts";
import { lockCluster, readRow } from "#lib/store/plan/rows.ts";
import { inTransaction, type Tx } from "#lib/store/plan/transaction.ts";
import { listSealingKeys } from "./sealing-keys.ts";
import { credentialPlace } from "./watched.ts";

export interface ConnectionOrder {
  readonly slug: string;
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly isPaused?: boolean | undefined;
  readonly actor: Actor;
}

/** How a cluster is reached and which credentials are stored for it; never what they are. */
export async function readConnection(slug: string): Promise<ConnectionView> {
  return inTransaction(async (tx) => viewOf(tx, slug));
}

/** Stores a connection over the one before. Credentials left out stay, null removes one. The engine is told at once. */
export async function putConnection(order: ConnectionOrder): Promise<ConnectionView> {
  const { slug, connection, credentials, isPaused, actor } = order;
  return inTransaction(async (tx) => {
    const { id: clusterId } = await lockCluster(tx, slug);
    await refuseNewHome(tx, { clusterId, connection, credentials });
    const row = { detail: connection, shard: shardOf(clusterId), updatedAt: new Date(), updatedBy: actor.name };
    const paused = isPaused === undefined ? {} : { isPaused };
    await tx.connection.upsert({
      where: { clusterId },
      create: { clusterId, ...row, ...paused },
      update: { ...row, ...paused },
    });
    for (const field of CredentialField.options) {
      const given = credentials[field];
      if (given === null) await tx.credential.deleteMany({ where: { clusterId, field } });
      if (given) await storeCredential(tx, { clusterId, field, given, actor });
    }
    await audit(tx, {
      ...traceOf(actor),
      action: "connection.put",
      object: `cluster:${slug}`,
      // Which fields came, never their content: even a hash of a token is one that can be guessed at.
      after: { connection, credentials: Object.keys(credentials) },
    });
    await ring(tx, clusterId);
    return viewOf(tx, slug);
  });
}

/** Forgets a connection with its credentials and live state; its history stays until the cluster goes. */
export async function removeConnection(slug: string, actor: Actor): Promise<void> {
  await inTransaction(async (tx) => {
    const { id: clusterId } = await readRow(tx, slug);
    const { count } = await tx.connection.deleteMany({ where: { clusterId } });
    if (count === 0) throw noConnection(slug);
    await tx.credential.deleteMany({ where: { clusterId } });
    await audit(tx, { ...traceOf(actor), action: "connection.remove", object: `cluster:${slug}` });
    await ring(tx, clusterId);
  });
}

interface NewHome {
  readonly clusterId: string;
  readonly connection: Connection;
  readonly credentials: Credentials;
}

/** A stored credential is not sent anywhere but to where it was given for: it has to come again. */
export async function refuseNewHome(tx: Tx, { clusterId, connection, credentials }: NewHome): Promise<void> {
  const before = await connectionOf(tx, clusterId);
  if (before === null) return;
  const kept = await tx.credential.findMany({ where: { clusterId }, select: { field: true } });
  const field = fieldsToGiveAgain(before, connection).find(
    (one) => credentials[one] === undefined && kept.some((row) => row.field === one),
  );
  if (field === undefined) return;
  throw new StoreProblem("invalid", {
    code: `credential-again-${field}`,
    detail: `The stored ${field} credential was given for other servers and is not sent to new ones. Give it again.`,
  });
}

/** The stored connection of a cluster, or null. */
export async function storedConnection(slug: string): Promise<Connection | null> {
  return inTransaction(async (tx) => connectionOf(tx, (await readRow(tx, slug)).id));
}

async function connectionOf(tx: Tx, clusterId: string): Promise<Connection | null> {
  const row = await tx.connection.findUnique({ where: { clusterId } });
  return row === null ? null : Connection.parse(row.detail);
}

interface Storing {
  readonly clusterId: string;
  readonly field: CredentialField;
  readonly given: object;
  readonly actor: Actor;
}

async function storeCredential(tx: Tx, { clusterId, field, given, actor }: Storing): Promise<void> {
  const before = await tx.credential.findMany({ where: { clusterId, field }, select: { version: true } });
  const version = (before[0]?.version ?? 0) + 1;
  const sealed = await sealForEngine(JSON.stringify(given), credentialPlace(clusterId, field, version));
  await tx.credential.deleteMany({ where: { clusterId, field } });
  // `createMany` returns nothing: this login may write the sealed value and not read it back.
  await tx.credential.createMany({
    data: [{ clusterId, field, version, keyId: sealed.keyId, sealed, createdBy: actor.name }],
  });
}

/** Seals a text to the newest key that an engine announced. */
export async function sealForEngine(plaintext: string, place: SealedPlace): Promise<Sealed> {
  const [newest] = await listSealingKeys();
  const publicKey = newest === undefined ? null : readPublicKey(newest.publicKeyPem);
  if (publicKey !== null) return seal(publicKey, Buffer.from(plaintext), place);
  throw new StoreProblem("conflict", {
    code: "no-engine-key",
    detail:
      "No engine has announced a key yet, so a credential could not be sealed. Start the engine, then try again; nothing was stored.",
  });
}

async function ring(tx: Tx, clusterId: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${CONNECTION_CHANNEL}, ${clusterId})`;
}

async function viewOf(tx: Tx, slug: string): Promise<ConnectionView> {
  const { id: clusterId } = await readRow(tx, slug);
  const row = await tx.connection.findUnique({ where: { clusterId } });
  if (row === null) throw noConnection(slug);
  const select = { field: true, keyId: true, createdAt: true, createdBy: true } satisfies Prisma.CredentialSelect;
  const stored = await tx.credential.findMany({ where: { clusterId }, select, orderBy: { field: "asc" } });
  const announced = new Set((await tx.sealingKey.findMany({ select: { id: true } })).map(({ id }) => id));
  // A key that is still announced may have been lost with its file; the engines know.
  const keys = (await heldKeys()) ?? announced;
  return {
    slug,
    connection: Connection.parse(row.detail),
    credentials: stored.map(({ field, keyId, createdAt, createdBy }) => ({
      field: CredentialField.parse(field),
      storedAt: createdAt.toISOString(),
      storedBy: createdBy,
      isLocked: !keys.has(keyId),
    })),
    isPaused: row.isPaused,
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  };
}

function noConnection(slug: string): StoreProblem {
  return new StoreProblem("not-found", {
    code: "no-connection",
    detail: `The cluster "${slug}" is not connected. Store a connection first.`,
    extra: { values: { slug } },
  });
}

/** Whether any connection is stored; a page asks before it draws anything live. */
export async function isConnected(slug: string): Promise<boolean> {
  return (await db().connection.count({ where: { cluster: { slug } } })) > 0;
}
