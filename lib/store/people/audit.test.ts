import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { closeDatabase, db, pool, useDatabase } from "#lib/store/client.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { person, sessionOf } from "#lib/testing/people.ts";
import { audit, listAudit } from "./audit.ts";

const EVENT = { actor: "ada", action: "plan.edit", object: "cluster:prod-a", ip: "192.0.2.1", requestId: randomUUID() };
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});

afterAll(async () => {
  await closeDatabase();
  await database.drop();
});

test.each(["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit"])(
  "the application cannot run %s",
  async (statement) => {
    await audit(db(), EVENT);
    await expect(pool().query(statement)).rejects.toThrow(/permission denied|append-only|must be owner/);
    expect(await db().audit.count()).toBeGreaterThan(0);
  },
);

test("even the owner of the tables cannot change or remove entries", async () => {
  await audit(db(), EVENT);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  for (const statement of ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"]) {
    await expect(owner.query(statement)).rejects.toThrow(/append-only/);
  }
  await owner.end();
});

test("before and after are kept as hashes: the same value gives the same hash, whatever the order of its fields", async () => {
  await audit(db(), {
    ...EVENT,
    object: "hash",
    before: { a: 1, b: { c: 2, d: 3 } },
    after: { b: { d: 3, c: 2 }, a: 1 },
  });
  await audit(db(), { ...EVENT, object: "hash", before: { a: 1 }, after: { a: 2 } });
  const rows = (await listAudit({ limit: 10, q: "hash" })).rows;
  const [changed, same] = rows;
  expect(same?.beforeHash).toMatch(/^[0-9a-f]{64}$/);
  expect(same?.beforeHash).toBe(same?.afterHash);
  expect(changed?.beforeHash).not.toBe(changed?.afterHash);
});

test("a hostile name leaves a short trace, not a failed request", async () => {
  await audit(db(), { ...EVENT, actor: `evil\0${"x".repeat(5000)}`, object: "hostile" });
  const [row] = (await listAudit({ limit: 1, q: "hostile" })).rows;
  expect(row?.actor).toHaveLength(200);
});

test("a write that fails leaves no entry, one that stands leaves exactly one", async () => {
  const headers = await sessionOf(await person("admin"));
  const count = () => db().audit.count({ where: { action: "user.add", object: "user:solo" } });
  const add = () =>
    send(routes.addUser, { headers, body: { name: "solo", role: "viewer", password: "long enough 1" } });
  expect((await add()).status).toBe(201);
  expect((await add()).status).toBe(409);
  expect(await count()).toBe(1);
});

test("an entry says who, what, to what, from where and in which request", async () => {
  const admin = await person("admin", "root-of-trust");
  const answer = await send(routes.addUser, {
    headers: { ...(await sessionOf(admin)), "x-forwarded-for": "203.0.113.9" },
    body: { name: "traced", role: "editor", password: "long enough 1" },
  });
  const [row] = (await listAudit({ limit: 1, q: "user:traced" })).rows;
  expect(row).toMatchObject({ actor: "root-of-trust", action: "user.add", object: "user:traced", ip: "203.0.113.9" });
  expect(row?.requestId).toBe(answer.headers.get("x-request-id"));
});
