import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { closeDatabase, db, pool, useDatabase } from "./client.ts";

describe("The database client", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    await useDatabase(database.url);
  });

  afterAll(async () => {
    await closeDatabase();
    await database.drop();
  });

  it("reads through Prisma what raw SQL wrote", async () => {
    await pool().query(`INSERT INTO "setting" ("key", "value") VALUES ('colour', '"blue"')`);
    expect(await db().setting.findUnique({ where: { key: "colour" } })).toMatchObject({ value: "blue" });
  });

  it("is one pool per process, however often the module is loaded", () => {
    expect(db()).toBe(db());
    expect(pool()).toBe(pool());
  });

  it("connects as the restricted role", async () => {
    const { rows } = await pool().query("SELECT current_user AS name");
    expect(rows).toEqual([{ name: "quorate_app" }]);
  });
});
