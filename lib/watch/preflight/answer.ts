import type { PgBoss } from "pg-boss";
import * as z from "zod";
import { type Connection, Credentials } from "#lib/core/connection/connection.ts";
import { fieldsToGiveAgain } from "#lib/core/connection/safeguards.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { EngineKey } from "#lib/secrets/key-ring.ts";
import { open } from "#lib/secrets/seal.ts";
import { connectedAs } from "#lib/store/connection/identities.ts";
import {
  forgetPreflights,
  type PreflightJob,
  preflightPlace,
  storeTicks,
  takePreflight,
} from "#lib/store/connection/preflights.ts";
import { PREFLIGHT_QUEUE } from "#lib/store/connection/queue.ts";
import { readCredentials, readStored } from "#lib/store/connection/watched.ts";
import { accessesOf, type OpenCredentials } from "#lib/watch/accesses.ts";
import { openCredentials } from "#lib/watch/open-credentials.ts";
import type { Reach } from "#lib/watch/reach.ts";
import { followed, type ServiceAccount } from "#lib/watch/service-account.ts";
import { dryRun } from "./dry-run.ts";
import { tick } from "./ticks.ts";

export interface Answering {
  readonly boss: PgBoss;
  readonly keys: () => readonly EngineKey[];
  readonly transportFor: (reach: Reach) => Transport;
  readonly account: ServiceAccount;
  readonly observer: string;
}

const Job = z.object({ id: z.uuid() });
/** Several people may connect clusters at once; one that hangs must not make the others wait. */
const AT_A_TIME = 8;

/** Answers the dry runs that wait in the queue, a few at a time. */
export async function answerPreflights(answering: Answering): Promise<void> {
  for (;;) {
    const jobs = await answering.boss.fetch(PREFLIGHT_QUEUE, { batchSize: AT_A_TIME });
    if (jobs.length === 0) return forgetPreflights();
    await Promise.all(
      jobs.map(async ({ id, data }) => {
        await answerOne(Job.parse(data).id, answering);
        await answering.boss.complete(PREFLIGHT_QUEUE, id);
      }),
    );
  }
}

/** However it ends, the person who waits is told. */
async function answerOne(id: string, answering: Answering): Promise<void> {
  const taken = await takePreflight(id);
  if (taken === null) return;
  await answer(id, taken, answering).catch(async () => {
    // What was thrown may quote what it choked on, and that may be a credential.
    await storeTicks(
      id,
      [tick("auth", "failed", { code: "PROBE-ERROR", values: { address: taken.connection.api.address } })],
      true,
    );
  });
}

async function answer(
  id: string,
  job: PreflightJob,
  { keys, transportFor, account, observer }: Answering,
): Promise<void> {
  const credentials = await credentialsFor(id, job, keys());
  if (credentials === null) return storeTicks(id, [tick("auth", "failed", { code: "AUTH-LOCKED" })], true);
  const { clusterId } = job;
  const connection = followed(job.connection, account);
  const accesses = accessesOf({ connection }, credentials, account);
  const transport = transportFor(connection);
  try {
    const ticks = await dryRun({
      connection,
      accesses,
      pod: account.pod(),
      transport,
      observer,
      connectedAs: (uid) => connectedAs(uid, clusterId),
      say: (sofar) => storeTicks(id, sofar, false),
    });
    await storeTicks(id, ticks, true);
  } finally {
    for (const access of [accesses.api, accesses.etcd, accesses.pages]) transport.release(access);
  }
}

/** What came with the question; for fields that were left out, what is stored for the cluster. */
async function credentialsFor(
  id: string,
  { sealed, clusterId, connection }: PreflightJob,
  keys: readonly EngineKey[],
): Promise<OpenCredentials | null> {
  const key = keys.find((one) => one.id === sealed.keyId);
  const opened = key === undefined ? null : open(key.privateKey, sealed, preflightPlace(id));
  if (opened === null || !opened.ok) return null;
  const given = Credentials.parse(JSON.parse(opened.plaintext.toString("utf8")));
  return { ...(clusterId === null ? {} : await storedFor(clusterId, connection, keys)), ...given };
}

/** Asked here once more: the connection may have changed since the question was taken. */
async function storedFor(
  clusterId: string,
  connection: Connection,
  keys: readonly EngineKey[],
): Promise<OpenCredentials> {
  const before = await readStored(clusterId);
  if (before === null) return {};
  const away = fieldsToGiveAgain(before, connection);
  const stored = await readCredentials(clusterId);
  return openCredentials(
    stored.filter(({ field }) => !away.includes(field)),
    keys,
  );
}
