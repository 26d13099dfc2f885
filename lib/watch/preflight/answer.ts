import type { PgBoss } from "pg-boss";
import * as z from "zod";
import { Credentials } from "#lib/core/connection/connection.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { EngineKey } from "#lib/secrets/key-ring.ts";
import { open } from "#lib/secrets/seal.ts";
import {
  forgetPreflights,
  type PreflightJob,
  preflightPlace,
  storeTicks,
  takePreflight,
} from "#lib/store/connection/preflights.ts";
import { PREFLIGHT_QUEUE } from "#lib/store/connection/queue.ts";
import { readCredentials } from "#lib/store/connection/watched.ts";
import { accessesOf, type OpenCredentials } from "#lib/watch/accesses.ts";
import { openCredentials } from "#lib/watch/open-credentials.ts";
import { dryRun } from "./dry-run.ts";
import { tick } from "./ticks.ts";

export interface Answering {
  readonly boss: PgBoss;
  readonly keys: () => readonly EngineKey[];
  readonly transportFor: (mayUseLoopback: boolean) => Transport;
  readonly observer: string;
}

const Job = z.object({ id: z.uuid() });

/** Answers every dry run that waits in the queue, one after the other. */
export async function answerPreflights(answering: Answering): Promise<void> {
  for (;;) {
    const [job] = await answering.boss.fetch(PREFLIGHT_QUEUE);
    if (job === undefined) return forgetPreflights();
    const { id } = Job.parse(job.data);
    const taken = await takePreflight(id);
    if (taken !== null) await answer(id, taken, answering);
    await answering.boss.complete(PREFLIGHT_QUEUE, job.id);
  }
}

async function answer(id: string, job: PreflightJob, { keys, transportFor, observer }: Answering): Promise<void> {
  const credentials = await credentialsFor(id, job, keys());
  if (credentials === null) return storeTicks(id, [tick("auth", "failed", { code: "AUTH-LOCKED" })], true);
  const { connection } = job;
  const accesses = accessesOf({ connection }, credentials);
  const transport = transportFor(connection.mayUseLoopback);
  try {
    const ticks = await dryRun({
      connection,
      accesses,
      transport,
      observer,
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
  { sealed, clusterId }: PreflightJob,
  keys: readonly EngineKey[],
): Promise<OpenCredentials | null> {
  const key = keys.find((one) => one.id === sealed.keyId);
  const opened = key === undefined ? null : open(key.privateKey, sealed, preflightPlace(id));
  if (opened === null || !opened.ok) return null;
  const given = Credentials.parse(JSON.parse(opened.plaintext.toString("utf8")));
  const stored = clusterId === null ? {} : openCredentials(await readCredentials(clusterId), keys);
  return { ...stored, ...given };
}
