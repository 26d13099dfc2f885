import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "#lib/store/migrate.ts";
import { emptyDatabase, type TestDatabase, testDatabase } from "#lib/testing/database.ts";
import { borrowAppRole } from "./app-role.ts";

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
    await admin.query(`GRANT quorate_app TO ${new URL(url).username} WITH ADMIN OPTION`);
    await migrate(url);
    const web = await session(await borrowAppRole(url, (line) => said.push(line)));
    expect(said).toEqual([]);
    await web.query(APPEND);
    for (const change of CHANGES) await expect(web.query(change)).rejects.toThrow("permission denied for table audit");
  });

  it("is protected by its trigger, and that is said, when the login may not", async () => {
    const url = await ownerLogin("");
    await migrate(url);
    const web = await session(await borrowAppRole(url, (line) => said.push(line)));
    expect(said).toEqual(["The audit table is protected by its trigger only: this login may not create roles."]);
    await web.query(APPEND);
    for (const change of CHANGES) await expect(web.query(change)).rejects.toThrow("audit is append-only");
  });
});
