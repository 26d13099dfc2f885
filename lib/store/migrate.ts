import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type pg from "pg";
import { withSession } from "#lib/store/people/session.ts";
import { StoreProblem } from "./errors.ts";

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const FOLDER = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** Any fixed number will do; all starters of one database must use the same one. */
const ADVISORY_LOCK = 4600_2026;

/**
 * Applies what is missing, in order of the folder names, and returns the names applied.
 * Each migration and its row in `schema_migration` are one transaction, so a kill at any statement leaves either
 * both or nothing; a second starter waits at the advisory lock and then finds nothing to do.
 */
export async function migrate(url: string, folder: string = FOLDER): Promise<readonly string[]> {
  // Ending the session also frees the advisory lock.
  return withSession(url, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await client.query(`CREATE TABLE IF NOT EXISTS "schema_migration" (
      "name" text PRIMARY KEY, "checksum" text NOT NULL, "applied_at" timestamptz(3) NOT NULL DEFAULT now())`);
    const missing = await missingMigrations(client, readMigrations(folder));
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  });
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function missingMigrations(client: pg.Client, all: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'SELECT "name", "checksum" FROM "schema_migration"',
  );
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  const newer = rows.find((row) => !all.some((migration) => migration.name === row.name));
  if (newer !== undefined) {
    throw new StoreProblem("conflict", {
      code: "database-newer",
      detail: `The database holds the migration ${newer.name}, which this version does not know. Start the newer version, or restore an older backup.`,
    });
  }
  const edited = all.find((migration) => (applied.get(migration.name) ?? migration.checksum) !== migration.checksum);
  if (edited !== undefined) {
    throw new StoreProblem("conflict", {
      code: "migration-edited",
      detail: `The migration ${edited.name} was changed after this database applied it. Restore its text, and write the change as a new migration.`,
    });
  }
  return all.filter((migration) => !applied.has(migration.name));
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(migration.sql);
    await client.query('INSERT INTO "schema_migration" ("name", "checksum") VALUES ($1, $2)', [
      migration.name,
      migration.checksum,
    ]);
    await client.query("COMMIT");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new StoreProblem("invalid", {
      code: "migration-failed",
      detail: `The migration ${migration.name} failed and was rolled back: ${why}`,
      cause,
    });
  }
}
