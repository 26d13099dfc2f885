import type pg from "pg";
import { APP_ROLE } from "#lib/config/database-url.ts";
import { withSession } from "#lib/store/people/session.ts";
import { codeOf, type Say } from "./problem.ts";

/** SQLSTATE of "insufficient privilege". */
const NO_PRIVILEGE = "42501";

// Two starters at once would trip over each other's grants ("tuple concurrently updated").
const ADVISORY_LOCK = 4600_2027;

const GRANTS = `
  DO $$
  DECLARE place text := current_schema(); owned text;
  BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO ${APP_ROLE}', place);
    FOR owned IN SELECT tablename FROM pg_tables WHERE schemaname = place AND pg_has_role(tableowner, 'USAGE') LOOP
      EXECUTE format('REVOKE ALL ON %I.%I FROM ${APP_ROLE}', place, owned);
      EXECUTE format('GRANT %s ON %I.%I TO ${APP_ROLE}', CASE owned
        WHEN 'audit' THEN 'SELECT, INSERT' WHEN 'schema_migration' THEN 'SELECT' ELSE 'SELECT, INSERT, UPDATE, DELETE'
        END, place, owned);
    END LOOP;
    FOR owned IN SELECT sequencename FROM pg_sequences WHERE schemaname = place AND pg_has_role(sequenceowner, 'USAGE') LOOP
      EXECUTE format('GRANT USAGE ON SEQUENCE %I.%I TO ${APP_ROLE}', place, owned);
    END LOOP;
  END $$`;

/** Embedded server: a login of its own for the web process, which may use the tables but not rewrite the audit trail. */
export async function ensureAppLogin(ownerUrl: string, password: string): Promise<void> {
  await alone(ownerUrl, async (client) => {
    await createRole(client);
    await client.query(`ALTER ROLE ${APP_ROLE} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
    await client.query(GRANTS);
  });
}

/**
 * Someone's own server: the same rights through a role that the web process takes on at connection.
 * Returns the address for the web process; without the right to make roles, the address as given.
 */
export async function borrowAppRole(url: string, say: Say): Promise<string> {
  try {
    await alone(url, async (client) => {
      await createRole(client);
      if (!(await canActAs(client))) await client.query(`GRANT ${APP_ROLE} TO CURRENT_USER`);
      await client.query(GRANTS);
    });
    const borrowed = withRole(url);
    await alone(borrowed, (client) => client.query('SELECT 1 FROM "audit" LIMIT 1'));
    return borrowed;
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    const why = codeOf(cause) === NO_PRIVILEGE ? "this login may not create roles" : "the server refused the role";
    say(`The audit table is protected by its trigger only: ${why}.`);
    return url;
  }
}

/** Connection option that makes every session of the web process act as the restricted role. */
function withRole(url: string): string {
  const address = new URL(url);
  const given = address.searchParams.get("options");
  address.searchParams.set("options", `${given === null ? "" : `${given} `}-c role=${APP_ROLE}`);
  return address.href.replaceAll("+", "%20");
}

async function createRole(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [APP_ROLE]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${APP_ROLE} NOLOGIN`);
}

/** Tried, not looked up: what membership allows differs between PostgreSQL 15 and 16. */
async function canActAs(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`SET ROLE ${APP_ROLE}`);
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
