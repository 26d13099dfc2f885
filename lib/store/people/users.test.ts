import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { closeDatabase, db, useDatabase } from "#lib/store/client.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { bearer, person, sessionOf } from "#lib/testing/people.ts";
import { addToken } from "./tokens.ts";
import { changeUser, listUsers } from "./users.ts";

const ACTOR = { id: "test", name: "test", ip: "192.0.2.1", requestId: randomUUID() };
let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
  await useDatabase(database.url);
});

afterEach(async () => {
  await closeDatabase();
  await database.drop();
});

test("the last active admin can be neither disabled nor demoted, and can be once there is another", async () => {
  const [ada, bob] = [await person("admin"), await person("editor")];
  for (const patch of [{ isDisabled: true }, { role: "viewer" }, { role: "editor", isDisabled: true }] as const) {
    await expect(changeUser(ada.id, patch, ACTOR)).rejects.toMatchObject({ kind: "conflict", code: "last-admin" });
  }
  await changeUser(bob.id, { role: "admin" }, ACTOR);
  expect(await changeUser(ada.id, { isDisabled: true }, ACTOR)).toMatchObject({ isDisabled: true });
});

test("a disabled admin does not count as one who is left", async () => {
  const [ada, bob] = [await person("admin"), await person("admin")];
  await changeUser(bob.id, { isDisabled: true }, ACTOR);
  await expect(changeUser(ada.id, { role: "viewer" }, ACTOR)).rejects.toMatchObject({ code: "last-admin" });
});

test("two admins who demote each other at the same moment leave one admin", async () => {
  for (let round = 0; round < 5; round += 1) {
    await db().user.updateMany({ data: { role: "viewer" } });
    const [ada, bob] = [await person("admin"), await person("admin")];
    const outcomes = await Promise.allSettled([ada, bob].map((user) => changeUser(user.id, { role: "viewer" }, ACTOR)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db().user.count({ where: { role: "admin" } })).toBe(1);
  }
});

test("two people cannot differ by capitals or full-width letters only", async () => {
  const admin = await sessionOf(await person("admin"));
  const add = (name: string) =>
    send(routes.addUser, { headers: admin, body: { name, role: "viewer", password: "long enough 1" } });
  expect((await add("Ada")).status).toBe(201);
  for (const name of ["ada", "ADA", "\uff21da"]) {
    const answer = await add(name);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: "name-taken" });
  }
});

test("no answer about people holds anything of a password", async () => {
  const admin = await sessionOf(await person("admin"));
  const body = { name: "ada", role: "viewer", password: "canary-password-1" };
  const added = await (await send(routes.addUser, { headers: admin, body })).json();
  const changed = await (
    await send(routes.changeUser, { headers: admin, params: { id: added.id }, body: { password: "canary-password-2" } })
  ).json();
  const listed = await (await send(routes.listUsers, { headers: admin })).json();
  const audit = await (await send(routes.listAudit, { headers: admin })).json();
  expect(JSON.stringify([added, changed, listed, audit])).not.toMatch(/canary|scrypt|password(?!")/i);
  expect(Object.keys(added).sort()).toEqual(["createdAt", "id", "isDisabled", "lastSeenAt", "name", "role"]);
});

test("whoever is disabled or demoted loses the tokens they made that reach further than they do", async () => {
  await person("admin");
  const ada = await person("admin", "ada");
  const actor = { ...ACTOR, name: "ada" };
  for (const role of ["viewer", "editor", "admin"] as const) {
    await addToken({ name: role, role, prefix: "qrt_x", tokenHash: randomUUID(), expiresAt: null }, actor);
  }
  const left = async () => (await db().apiToken.findMany({ orderBy: { createdAt: "asc" } })).map(({ name }) => name);
  await changeUser(ada.id, { role: "editor" }, ACTOR);
  expect(await left()).toEqual(["viewer", "editor"]);
  await changeUser(ada.id, { isDisabled: true }, ACTOR);
  expect(await left()).toEqual([]);
});

test("pages of people, tokens and audit run through all rows once", async () => {
  for (let count = 0; count < 7; count += 1) await person("viewer");
  const admin = await sessionOf(await person("admin"));
  for (let count = 0; count < 5; count += 1) await bearer("viewer");
  for (const spec of [routes.listUsers, routes.listTokens, routes.listAudit]) {
    const ids: string[] = [];
    let query = "?limit=2";
    for (let page = 0; page < 20 && query !== ""; page += 1) {
      const { rows, nextCursor, total } = await (await send(spec, { headers: admin, query })).json();
      ids.push(...rows.map((row: { id: string }) => row.id));
      query = nextCursor === null ? "" : `?limit=2&cursor=${nextCursor}`;
      if (nextCursor === null) expect(ids).toHaveLength(total);
    }
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test.each([
  "nonsense",
  "WyJhIl0",
  btoa('["x","y"]'),
  btoa('["\\u0000"]'),
  btoa("[1]"),
  btoa('["99999999999999999999"]'),
])("a cursor made by hand (%s) is refused or harmless, never an error of ours", async (cursor) => {
  const admin = await sessionOf(await person("admin"));
  for (const spec of [routes.listUsers, routes.listTokens, routes.listAudit]) {
    const answer = await send(spec, { headers: admin, query: `?cursor=${encodeURIComponent(cursor)}` });
    expect([200, 422]).toContain(answer.status);
  }
});

test("people come in the order of their names", async () => {
  for (const name of ["Zoe", "ada", "Bob"]) await person("viewer", name);
  expect((await listUsers({ limit: 10 })).rows.map(({ name }) => name)).toEqual(["ada", "Bob", "Zoe"]);
});
