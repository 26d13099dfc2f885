import { randomUUID } from "node:crypto";
import type { PgBoss } from "pg-boss";
import type { Preflight } from "#lib/core/api/connections.ts";
import type { Connection, Credentials } from "#lib/core/connection/connection.ts";
import { pool } from "#lib/store/client.ts";
import { PREFLIGHT_CHANNEL } from "#lib/store/live/channels.ts";
import type { Actor } from "#lib/store/people/audit.ts";
import { readRow } from "#lib/store/plan/rows.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";
import { refuseNewHome, sealForEngine } from "./connections.ts";
import { addPreflight, preflightPlace } from "./preflights.ts";
import { openSender, PREFLIGHT_QUEUE } from "./queue.ts";

// Next may load this module once per bundle; one process must still hold one queue.
const KEY = Symbol.for("quorate.web-queue");

interface Asking {
  readonly slug: string | null;
  readonly connection: Connection;
  readonly credentials: Credentials;
  readonly actor: Actor;
}

/** Asks an engine for a dry run of a connection. Only the engine can open what is sealed here. */
export async function askPreflight({ slug, connection, credentials, actor }: Asking): Promise<Preflight> {
  const id = randomUUID();
  const clusterId = slug === null ? null : await clusterFor(slug, { connection, credentials });
  const sealed = await sealForEngine(JSON.stringify(credentials), preflightPlace(id));
  await addPreflight({ id, clusterId, connection, sealed, actor });
  const queue = await webQueue();
  await queue.send(PREFLIGHT_QUEUE, { id });
  await pool().query("SELECT pg_notify($1, $2)", [PREFLIGHT_CHANNEL, id]);
  return { id, state: "waiting", ticks: [] };
}

async function clusterFor(slug: string, asked: Pick<Asking, "connection" | "credentials">): Promise<string> {
  return inTransaction(async (tx) => {
    const { id: clusterId } = await readRow(tx, slug);
    await refuseNewHome(tx, { clusterId, ...asked });
    return clusterId;
  });
}

function webQueue(): Promise<PgBoss> {
  const known: Promise<PgBoss> | undefined = Reflect.get(globalThis, KEY);
  if (known !== undefined) return known;
  const made = openSender().start();
  Reflect.set(globalThis, KEY, made);
  // A queue that could not be opened is tried again at the next question.
  made.catch(() => Reflect.deleteProperty(globalThis, KEY));
  return made;
}
