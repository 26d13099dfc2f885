import type { DataFolder } from "#lib/config/data-folder.ts";
import { APP_ROLE, DATABASE_NAME, type Listener, OWNER_ROLE, urlOf, WATCH_ROLE } from "#lib/config/database-url.ts";
import { ensureSecret } from "#lib/start/data-root.ts";
import { preparePostgresProgram } from "#lib/start/postgres/program.ts";
import { prepareRunner } from "#lib/start/postgres/runner.ts";
import { type PostgresServer, type ServerPlace, startPostgres } from "#lib/start/postgres/server.ts";
import { reasonOf, type Say, StartProblem } from "#lib/start/problem.ts";
import { migrate } from "#lib/store/migrate.ts";
import { withSession } from "#lib/store/people/session.ts";
import { borrowRoles, ensureLogins, type ProcessUrls } from "./roles.ts";

export interface Database {
  readonly urls: ProcessUrls;
  /** The embedded server and how to start it again; null on a server of someone else. */
  readonly embedded: { readonly server: PostgresServer; readonly place: ServerPlace } | null;
}

const CONNECT_TIMEOUT_MS = 5000;

/** Someone's own server when `DATABASE_URL` says so, else the embedded one; migrated either way. */
export async function openDatabase(folder: DataFolder, givenUrl: string | null, say: Say): Promise<Database> {
  return givenUrl === null ? openEmbedded(folder, say) : openGiven(givenUrl, say);
}

async function openEmbedded(folder: DataFolder, say: Say): Promise<Database> {
  const owner = { user: OWNER_ROLE, password: ensureSecret(folder, OWNER_ROLE) };
  const runner = prepareRunner(folder, say);
  const place = { folder, owner, runner, program: preparePostgresProgram(folder) };
  const server = await startPostgres(place, say);
  say(server.isAttached ? "Attached to the PostgreSQL that was left running." : "PostgreSQL is up.");
  await createDatabase(server, owner);
  const ownerUrl = urlOf(server, { ...owner, database: DATABASE_NAME });
  await applyMigrations(ownerUrl, say);
  const passwords = { [APP_ROLE]: ensureSecret(folder, APP_ROLE), [WATCH_ROLE]: ensureSecret(folder, WATCH_ROLE) };
  await ensureLogins(ownerUrl, passwords);
  const urlAs = (user: keyof typeof passwords) =>
    urlOf(server, { user, password: passwords[user], database: DATABASE_NAME });
  return { urls: await withQueue({ web: urlAs(APP_ROLE), watch: urlAs(WATCH_ROLE) }), embedded: { server, place } };
}

async function openGiven(url: string, say: Say): Promise<Database> {
  await proveReachable(url);
  await applyMigrations(url, say);
  return { urls: await withQueue(await borrowRoles(url, say)), embedded: null };
}

async function withQueue(urls: ProcessUrls): Promise<ProcessUrls> {
  try {
    // It reads the generated database client, which a first start has only just made.
    const { prepareQueue } = await import("#lib/store/connection/queue.ts");
    await prepareQueue(urls.watch);
    return urls;
  } catch (cause) {
    throw new StartProblem(`The job queue could not be brought up to date. ${reasonOf(cause)}`, cause);
  }
}

async function createDatabase(server: Listener, owner: { user: string; password: string }): Promise<void> {
  await withSession(urlOf(server, { ...owner, database: "postgres" }), async (client) => {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE_NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_NAME}`);
  });
}

async function applyMigrations(url: string, say: Say): Promise<void> {
  try {
    const applied = await migrate(url);
    if (applied.length > 0) say(`Applied ${applied.length} database migrations.`);
  } catch (cause) {
    throw new StartProblem(`The database could not be brought up to date. ${reasonOf(cause)}`, cause);
  }
}

async function proveReachable(url: string): Promise<void> {
  try {
    await withSession(url, (client) => client.query("SELECT 1"), CONNECT_TIMEOUT_MS);
  } catch (cause) {
    throw new StartProblem(
      `Cannot use the database of DATABASE_URL (${withoutPassword(url)}): ${reasonOf(cause)}. Check the address, the login and that the server runs, or unset DATABASE_URL for the embedded one.`,
      cause,
    );
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "not a URL";
  const { protocol, username, host, pathname } = new URL(url);
  return `${protocol}//${username === "" ? "" : `${username}@`}${host}${pathname}`;
}
