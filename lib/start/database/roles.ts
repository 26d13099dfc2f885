import type pg from "pg";
import { APP_ROLE, QUEUE_SCHEMA, WATCH_ROLE } from "#lib/config/database-url.ts";
import { codeOf, type Say } from "#lib/start/problem.ts";
import { withSession } from "#lib/store/people/session.ts";
import { grantsOf, ROLES, type RoleRights } from "./rights.ts";

/** SQLSTATE of "insufficient privilege". */
const NO_PRIVILEGE = "42501";

// Two starters at once would trip over each other's grants ("tuple concurrently updated").
const ADVISORY_LOCK = 4600_2027;

const ROOT_TABLES = `SELECT tablename FROM pg_tables
  WHERE schemaname = current_schema() AND pg_has_role(tableowner, 'USAGE') ORDER BY tablename`;

const SEQUENCES = (role: string) => `
  DO $$
  DECLARE place text := current_schema(); owned text;
  BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${role}', place);
    FOR owned IN SELECT sequencename FROM pg_sequences WHERE schemaname = place AND pg_has_role(sequenceowner, 'USAGE') LOOP
      EXECUTE format('GRANT USAGE ON SEQUENCE %I.%I TO ${role}', place, owned);
    END LOOP;
  END $$`;

/** The queue belongs to the engine, so that pg-boss can keep its own tables. */
const QUEUE_PLACE = `CREATE SCHEMA IF NOT EXISTS ${QUEUE_SCHEMA} AUTHORIZATION ${WATCH_ROLE}`;

/** What the two processes connect with. */
export interface ProcessUrls {
  readonly web: string;
  readonly watch: string;
}

/** Embedded server: a login of its own for each process, with the rights of `rights.ts` and no others. */
export async function ensureLogins(ownerUrl: string, passwords: Readonly<Record<string, string>>): Promise<void> {
  await alone(ownerUrl, async (client) => {
    for (const role of ROLES) {
      await createRole(client, role.name);
      const password = client.escapeLiteral(passwords[role.name] ?? "");
      await client.query(`ALTER ROLE ${role.name} LOGIN PASSWORD ${password}`);
      await grant(client, role);
    }
    await client.query(QUEUE_PLACE);
  });
}

/**
 * Someone's own server: the same rights through roles that the processes take on at connection.
 * Without the right to make roles, the address as given for both, and that is said.
 */
export async function borrowRoles(url: string, say: Say): Promise<ProcessUrls> {
  try {
    await alone(url, async (client) => {
      for (const role of ROLES) {
        await createRole(client, role.name);
        if (!(await canActAs(client, role.name))) await client.query(`GRANT ${role.name} TO CURRENT_USER`);
        await grant(client, role);
      }
      await client.query(QUEUE_PLACE);
    });
    const borrowed = { web: withRole(url, APP_ROLE), watch: withRole(url, WATCH_ROLE) };
    for (const each of [borrowed.web, borrowed.watch]) {
      await alone(each, (client) => client.query('SELECT 1 FROM "audit" LIMIT 1'));
    }
    return borrowed;
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    const why = codeOf(cause) === NO_PRIVILEGE ? "this login may not create roles" : "the server refused the role";
    say(`Web and engine share one login, and the audit table is protected by its trigger only: ${why}.`);
    await alone(url, (client) => client.query(`CREATE SCHEMA IF NOT EXISTS ${QUEUE_SCHEMA}`));
    return { web: url, watch: url };
  }
}

async function grant(client: pg.Client, role: RoleRights): Promise<void> {
  const { rows } = await client.query<{ tablename: string }>(ROOT_TABLES);
  await client.query(
    grantsOf(
      role,
      rows.map(({ tablename }) => tablename),
    ),
  );
  await client.query(SEQUENCES(role.name));
}

/** Connection option that makes every session of a process act as its role. */
function withRole(url: string, role: string): string {
  const address = new URL(url);
  const given = address.searchParams.get("options");
  address.searchParams.set("options", `${given === null ? "" : `${given} `}-c role=${role}`);
  return address.href.replaceAll("+", "%20");
}

async function createRole(client: pg.Client, role: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role} NOLOGIN`);
}

/** Tried, not looked up: what membership allows differs between PostgreSQL 15 and 16. */
async function canActAs(client: pg.Client, role: string): Promise<boolean> {
  try {
    await client.query(`SET ROLE ${role}`);
    await client.query("RESET ROLE");
    return true;
  } catch {
    return false;
  }
}

async function alone(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  await withSession(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await work(client);
  });
}
