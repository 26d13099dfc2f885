import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withSession } from "#lib/store/people/session.ts";
import { emptyDatabase, type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { schemaDiff } from "#lib/testing/database/schema-diff.ts";
import { migrate } from "./migrate.ts";

const MIGRATIONS = join(import.meta.dirname, "..", "..", "prisma", "migrations");
const STATEMENT_END = /(?<=;)\n\n/;
const POLL_MS = 5;
const PAUSE = "SELECT pg_sleep(60);";

/** Everything that a migration can make, as one sorted text. */
const SHAPE = `
  SELECT string_agg(line, E'\\n' ORDER BY line) AS shape FROM (
    SELECT format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'applied ' || name || ' ' || checksum FROM schema_migration) AS part`;

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  return withSession(url, async (client) => (await client.query(text)).rows);
}

async function shapeOf(url: string): Promise<unknown> {
  return (await query(url, SHAPE))[0]?.shape;
}

describe("The migrations", () => {
  let database: TestDatabase;
  let folder: string;
  let whole: unknown;

  beforeEach(async () => {
    database = await emptyDatabase();
    const reference = await testDatabase();
    whole = await shapeOf(reference.ownerUrl);
    await reference.drop();
    folder = mkdtempSync(join(tmpdir(), "quorate-migrations-"));
    cpSync(MIGRATIONS, folder, { recursive: true });
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await database.drop();
  });

  /** The same migrations with a long pause after the statement of that number. */
  function pauseAfter(name: string, index: number): void {
    const statements = readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8").split(STATEMENT_END);
    writeFileSync(join(folder, name, "migration.sql"), statements.toSpliced(index, 0, PAUSE).join("\n\n"));
  }

  /** The session that has come to the pause. */
  async function paused(): Promise<number> {
    return withSession(database.ownerUrl, async (client) => {
      for (;;) {
        const { rows } = await client.query<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()",
        );
        if (rows[0] !== undefined) return rows[0].pid;
        await sleep(POLL_MS);
      }
    });
  }

  it("describe the same tables as schema.prisma", async () => {
    await migrate(database.ownerUrl);
    expect(await schemaDiff(database.ownerUrl)).toBe("");
  });

  it("show a table that only the database has, or only the schema", async () => {
    await migrate(database.ownerUrl);
    await query(database.ownerUrl, 'CREATE TABLE "extra" (id int); ALTER TABLE "setting" DROP COLUMN "value"');
    const difference = await schemaDiff(database.ownerUrl);
    expect(difference).toContain('DROP TABLE "extra"');
    expect(difference).toContain('ADD COLUMN     "value"');
  });

  it("are applied once, and found done the second time", async () => {
    expect(await migrate(database.ownerUrl)).toEqual(readdirSync(MIGRATIONS).sort());
    expect(await migrate(database.ownerUrl)).toEqual([]);
    expect(await shapeOf(database.ownerUrl)).toBe(whole);
  });

  it("come out whole when two starters run at once", async () => {
    const applied = await Promise.all([migrate(database.ownerUrl), migrate(database.ownerUrl)]);
    expect(applied.flat().sort()).toEqual(readdirSync(MIGRATIONS).sort());
    expect(await shapeOf(database.ownerUrl)).toBe(whole);
  });

  it("come out whole after the session was cut at every single statement", async () => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    await migrate(database.ownerUrl, folder);
    for (const name of readdirSync(MIGRATIONS).sort()) {
      const before = await shapeOf(database.ownerUrl);
      cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
      const count = readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8").split(STATEMENT_END).length;
      for (let index = 0; index <= count; index++) {
        pauseAfter(name, index);
        const cut = migrate(database.ownerUrl, folder).catch((cause: unknown) => cause);
        await query(database.ownerUrl, `SELECT pg_terminate_backend(${await paused()}, 5000)`);
        expect(await cut).toBeInstanceOf(Error);
        expect(await shapeOf(database.ownerUrl), `${name}, statement ${index}`).toBe(before);
      }
      cpSync(join(MIGRATIONS, name), join(folder, name), { recursive: true });
      await migrate(database.ownerUrl, folder);
    }
    expect(await shapeOf(database.ownerUrl)).toBe(whole);
  }, 60_000);

  it("come out whole after kill -9 of the starter in the middle", async () => {
    const [name = ""] = readdirSync(MIGRATIONS).sort();
    pauseAfter(name, 8);
    const script = `import { migrate } from "#lib/store/migrate.ts"; await migrate(process.argv[1], process.argv[2]);`;
    const starter = spawn(process.execPath, ["--input-type=module", "-e", script, database.ownerUrl, folder]);
    await paused();
    starter.kill("SIGKILL");
    await once(starter, "exit");
    await query(database.ownerUrl, `SELECT pg_terminate_backend(${await paused()}, 5000)`);
    await migrate(database.ownerUrl);
    expect(await shapeOf(database.ownerUrl)).toBe(whole);
  });

  it("refuse a text that was changed after it was applied, and a database from a newer version", async () => {
    await migrate(database.ownerUrl);
    const [name = ""] = readdirSync(MIGRATIONS).sort();
    pauseAfter(name, 1);
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow("was changed after this database applied it");
    rmSync(join(folder, name), { recursive: true });
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow("which this version does not know");
  });

  it("roll a failing one back and say why", async () => {
    const [name = ""] = readdirSync(MIGRATIONS).sort();
    writeFileSync(join(folder, name, "migration.sql"), "CREATE TABLE half (id int); SELECT 1 / 0;");
    await expect(migrate(database.ownerUrl, folder)).rejects.toThrow("division by zero");
    expect(await query(database.ownerUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  });
});
