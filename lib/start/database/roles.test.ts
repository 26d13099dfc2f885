import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "#lib/store/migrate.ts";
import { emptyDatabase, type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { borrowRoles } from "./roles.ts";

const CHANGES = ["UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit"];
const APPEND = `INSERT INTO audit (actor, action, object, ip, request_id) VALUES ('ada', 'a', 'o', '::1', 'r')`;

let database: TestDatabase;
const open: pg.Client[] = [];

async function session(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  open.push(client);
  return client;
}

afterEach(async () => {
  for (const client of open.splice(0)) await client.end();
  await database.drop();
});

describe("The audit table on the embedded server", () => {
  beforeEach(async () => {
    database = await testDatabase();
  });

  it("can be appended to and read by the web process", async () => {
    const web = await session(database.url);
    await web.query(APPEND);
    expect((await web.query("SELECT actor FROM audit")).rows).toEqual([{ actor: "ada" }]);
  });

  it.each(CHANGES)("refuses the web process: %s", async (change) => {
    const web = await session(database.url);
    await web.query(APPEND);
    await expect(web.query(change)).rejects.toThrow("permission denied for table audit");
  });

  it.each(CHANGES)("refuses even the owner of the tables: %s", async (change) => {
    const owner = await session(database.ownerUrl);
    await owner.query(APPEND);
    await expect(owner.query(change)).rejects.toThrow("audit is append-only");
  });

  it.each([
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TABLE audit",
    "SET session_replication_role = replica",
    "CREATE TABLE mine (id int)",
    "DELETE FROM schema_migration",
    "SET ROLE quorate_owner",
  ])("gives the web process no way around: %s", async (way) => {
    const web = await session(database.url);
    await expect(web.query(way)).rejects.toThrow(/permission denied|must be owner/);
  });

  it("leaves the other tables to the web process", async () => {
    const web = await session(database.url);
    await web.query(`INSERT INTO setting (key, value) VALUES ('a', '1')`);
    await web.query("UPDATE setting SET value = '2'");
    expect((await web.query("DELETE FROM setting")).rowCount).toBe(1);
  });
});

describe("Credentials", () => {
  const SEALED = `INSERT INTO credential (cluster_id, field, version, key_id, sealed, created_by) VALUES ($1, 'kubeconfig', 1, 'k', '{"a":1}', 'ada')`;
  let clusterId: string;

  beforeEach(async () => {
    database = await testDatabase();
    clusterId = randomUUID();
    const web = await session(database.url);
    await web.query(`INSERT INTO cluster (id, slug, name, frame, updated_by) VALUES ($1, 'gz', 'gz', '{}', 'ada')`, [
      clusterId,
    ]);
    await web.query(SEALED, [clusterId]);
  });

  it("can be sealed, counted and deleted by the web process, and not read back", async () => {
    const web = await session(database.url);
    expect((await web.query("SELECT cluster_id, field, key_id FROM credential")).rows).toHaveLength(1);
    for (const way of [
      "SELECT sealed FROM credential",
      "SELECT * FROM credential",
      "SELECT credential::text FROM credential",
      "UPDATE credential SET key_id = 'x' RETURNING sealed",
      "SELECT sealed FROM preflight",
      "INSERT INTO sealing_key (id, public_key) VALUES ('mine', 'mine')",
      "SET ROLE quorate_watch",
    ]) {
      await expect(web.query(way), way).rejects.toThrow("permission denied");
    }
    expect((await web.query("DELETE FROM credential WHERE cluster_id = $1", [clusterId])).rowCount).toBe(1);
  });

  it("are read by the engine, which sees nobody's session or password", async () => {
    const watch = await session(database.watchUrl);
    expect((await watch.query("SELECT sealed FROM credential")).rows).toEqual([{ sealed: { a: 1 } }]);
    for (const table of ["app_user", "session", "api_token"]) {
      await expect(watch.query(`SELECT * FROM ${table}`), table).rejects.toThrow("permission denied");
    }
    await expect(watch.query("DELETE FROM cluster")).rejects.toThrow("permission denied");
  });

  it("leave the live history to the engine: the web process only reads it", async () => {
    const web = await session(database.url);
    expect((await web.query("SELECT number FROM shard")).rowCount).toBe(64);
    await expect(web.query("UPDATE shard SET epoch = 9")).rejects.toThrow("permission denied");
    const watch = await session(database.watchUrl);
    expect((await watch.query("UPDATE shard SET epoch = 9 WHERE number = 0")).rowCount).toBe(1);
  });

  it("keeps partitions by six hours and by two days and drops old ones, without the engine owning the tables", async () => {
    const watch = await session(database.watchUrl);
    const partitions = async (parent: string) =>
      (
        await watch.query<{ name: string }>(
          `SELECT relname AS name FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE '${parent}%'`,
        )
      ).rows
        .map(({ name }) => name.slice(parent.length + 1))
        .sort();
    await watch.query("SET timezone = 'Asia/Kathmandu'");
    for (const _ of ["once", "twice"]) {
      await watch.query("SELECT keep_latency_partitions('2026-11-30 13:00Z', 24, 30)");
    }
    const quarters = ["2026113006", "2026113012", "2026113018", "2026120100", "2026120106"];
    expect(await partitions("latency_raw")).toEqual(quarters);
    const days = ["2026112800", "2026113000", "2026120200", "2026120400", "2026120600"];
    expect(await partitions("latency_1m")).toEqual(days);
    await watch.query(
      "INSERT INTO latency_raw SELECT at, 1, '{15}' FROM unnest('{2026-11-30 06:00Z,2026-12-01 11:59:59Z}'::timestamptz[]) at",
    );
    await watch.query("SELECT keep_latency_partitions('2026-12-01 12:00Z', 24, 1)");
    expect((await partitions("latency_raw"))[0]).toBe("2026113012");
    expect((await partitions("latency_1m"))[0]).toBe("2026113000");
    const web = await session(database.url);
    await expect(web.query("SELECT keep_latency_partitions(now(), 24, 30)")).rejects.toThrow("permission denied");
  });
});

describe("The audit table on someone's own server", () => {
  const said: string[] = [];

  /** A database whose given login is an ordinary one. */
  async function ownerLogin(rights: string): Promise<string> {
    const name = `owner_${randomUUID().slice(0, 8)}`;
    const admin = await session(database.ownerUrl);
    await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'given' ${rights}`);
    await admin.query(`ALTER DATABASE ${new URL(database.ownerUrl).pathname.slice(1)} OWNER TO ${name}`);
    const url = new URL(database.ownerUrl);
    url.username = name;
    url.password = "given";
    return url.href;
  }

  beforeEach(async () => {
    said.length = 0;
    database = await emptyDatabase();
  });

  it("is closed by a role when the login may make roles", async () => {
    const admin = await session(database.ownerUrl);
    const url = await ownerLogin("CREATEROLE");
    await admin.query(`GRANT quorate_app, quorate_watch TO ${new URL(url).username} WITH ADMIN OPTION`);
    await migrate(url);
    const urls = await borrowRoles(url, (line) => said.push(line));
    const web = await session(urls.web);
    expect(said).toEqual([]);
    await web.query(APPEND);
    for (const change of CHANGES) await expect(web.query(change)).rejects.toThrow("permission denied for table audit");
  });

  it("is protected by its trigger, and that is said, when the login may not", async () => {
    const url = await ownerLogin("");
    await migrate(url);
    const web = await session((await borrowRoles(url, (line) => said.push(line))).web);
    expect(said).toEqual([
      "Web and engine share one login, and the audit table is protected by its trigger only: this login may not create roles.",
    ]);
    await web.query(APPEND);
    for (const change of CHANGES) await expect(web.query(change)).rejects.toThrow("audit is append-only");
  });
});
