import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { webSettings } from "#lib/config/env.ts";
import { PrismaClient } from "./generated/client.ts";

interface Connection {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
}

// Next may load this module once per bundle; one process must still hold one pool.
const KEY = Symbol.for("quorate.database");

/** Of the 30 connections of the embedded server: one web process, a second during restarts, and the supervisor. */
const POOL_MAX = 10;
const CONNECT_TIMEOUT_MS = 5000;
/**
 * A process that sleeps or is cut off in the middle of a transaction keeps its locks no longer than this; without it
 * nobody could take over the shards of an engine behind a broken network.
 */
const IDLE_IN_TRANSACTION_MS = 4000;

/** The Prisma client of this process. */
export function db(): PrismaClient {
  return connection().prisma;
}

/** The `pg` pool under the Prisma client, for raw SQL. */
export function pool(): pg.Pool {
  return connection().pool;
}

/** Points `db()` and `pool()` at another database; ends the connections to the one before. */
export async function useDatabase(url: string): Promise<void> {
  const before = current();
  if (before?.url === url) return;
  Reflect.set(globalThis, KEY, connect(url));
  if (before !== undefined) await disconnect(before);
}

/** Ends all connections; the next `db()` opens new ones. */
export async function closeDatabase(): Promise<void> {
  const before = current();
  Reflect.deleteProperty(globalThis, KEY);
  if (before !== undefined) await disconnect(before);
}

function connection(): Connection {
  const known = current();
  if (known !== undefined) return known;
  const { databaseUrl } = webSettings();
  if (databaseUrl === null) throw new Error("No database: DATABASE_URL is not set. Start Quorate with npm start.");
  const made = connect(databaseUrl);
  Reflect.set(globalThis, KEY, made);
  return made;
}

function current(): Connection | undefined {
  return Reflect.get(globalThis, KEY);
}

function connect(url: string): Connection {
  const made = new pg.Pool({
    connectionString: url,
    max: POOL_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  });
  // An idle connection that breaks (server restart) is replaced by the pool; without a listener Node would exit.
  made.on("error", () => undefined);
  // Nor does the pool listen while a connection is in use: the statement under way fails anyway.
  made.on("connect", (client) => client.on("error", () => undefined));
  return { url, pool: made, prisma: new PrismaClient({ adapter: new PrismaPg(made) }) };
}

async function disconnect(before: Connection): Promise<void> {
  await before.prisma.$disconnect();
  await before.pool.end();
}
