import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DataFolder, dataFolder } from "./data-folder.ts";
import { webSettings } from "./env.ts";

/** The database of the embedded server. */
export const DATABASE_NAME = "quorate";
/** Login of the web process: may use the tables, may not change the audit trail or the schema. */
export const APP_ROLE = "quorate_app";
/** Login of the engine: opens credentials, writes the live history, reads plans. */
export const WATCH_ROLE = "quorate_watch";
/** Where pg-boss keeps its tables. */
export const QUEUE_SCHEMA = "pgboss";
/** Owner of the tables: migrations only. */
export const OWNER_ROLE = "quorate_owner";

/** Where a PostgreSQL server listens: a folder with its Unix socket, or an address. */
export interface Listener {
  readonly host: string;
  readonly port: number;
}

export interface Postmaster extends Listener {
  readonly pid: number;
}

export interface Login {
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** `DATABASE_URL`, else the address of the embedded server that `npm start` is running for this login; null when none runs. */
export function currentDatabaseUrl(role: typeof APP_ROLE | typeof WATCH_ROLE = APP_ROLE): string | null {
  const { databaseUrl } = webSettings();
  if (databaseUrl !== null) return databaseUrl;
  const folder = dataFolder();
  const postmaster = readPostmaster(folder);
  const password = readSecret(folder, role);
  if (postmaster === null || password === null) return null;
  return urlOf(postmaster, { user: role, password, database: DATABASE_NAME });
}

export function urlOf(listener: Listener, login: Login): string {
  const account = `${encodeURIComponent(login.user)}:${encodeURIComponent(login.password)}`;
  // A socket folder does not fit in the host part of a URL; pg reads it from the query.
  const host = encodeURIComponent(listener.host);
  return `postgresql://${account}@localhost:${listener.port}/${login.database}?host=${host}&port=${listener.port}`;
}

/** What the server wrote at its start; it may be gone since, so the caller still has to reach it. */
export function readPostmaster(folder: DataFolder): Postmaster | null {
  const text = readIfThere(join(folder.postgres, "data", "postmaster.pid"));
  if (text === null) return null;
  // Lines of the file: pid, data folder, start time, port, socket folder, listen address.
  const [pid, , , port, socketFolder, address] = text.split("\n").map((line) => line.trim());
  const host = socketFolder || address;
  if (!pid || !port || !host) return null;
  return { pid: Number(pid), port: Number(port), host };
}

export function readSecret(folder: DataFolder, name: string): string | null {
  return readIfThere(join(folder.secrets, name))?.trim() ?? null;
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
