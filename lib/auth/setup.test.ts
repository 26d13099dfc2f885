import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { closeDatabase, db, useDatabase } from "#lib/store/client.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { ensureSetupToken, isSetupOpen } from "./setup.ts";

// On a busy machine one run of scrypt takes seconds.
vi.setConfig({ testTimeout: 120_000 });

const installs: TestDatabase[] = [];

beforeAll(async () => {
  installs.push(await testDatabase(), await testDatabase());
});

afterAll(async () => {
  await closeDatabase();
  for (const install of installs) await install.drop();
});

async function enter(install: number): Promise<void> {
  const url = installs[install]?.url;
  if (url !== undefined) await useDatabase(url);
}

function setUp(setupToken: string, name: string) {
  return send(routes.setUp, { body: { setupToken, name, password: "a long first password" } });
}

test("while nobody exists, every route but set-up, sign-in and health answers 401", async () => {
  await enter(0);
  const statuses = new Map<string, number>();
  for (const spec of Object.values(routes)) {
    if (spec.policy !== "public") statuses.set(spec.id, (await send(spec)).status);
  }
  expect([...statuses].filter(([, status]) => status !== 401)).toEqual([]);
  expect((await send(routes.health)).status).toBe(200);
  expect(Object.values(routes).filter(({ policy }) => policy === "public")).toHaveLength(3);
});

test("each start gives a new set-up token, the old one is void, and only a hash is stored", async () => {
  await enter(0);
  const first = (await ensureSetupToken()) ?? "";
  const second = (await ensureSetupToken()) ?? "";
  expect(first).not.toBe(second);
  const settings = JSON.stringify(await db().setting.findMany());
  for (const token of [first, second]) expect(settings).not.toContain(token);
  expect((await setUp(first, "ada")).status).toBe(403);
  expect(await isSetupOpen()).toBe(true);
});

test("two fresh installs share no key: the link of one opens nothing at the other", async () => {
  await enter(1);
  const there = (await ensureSetupToken()) ?? "";
  await enter(0);
  const here = (await ensureSetupToken()) ?? "";
  expect(there).not.toBe(here);
  expect((await setUp(there, "mallory")).status).toBe(403);
  expect(await db().user.count()).toBe(0);
});

test("of many who use the link at once, one becomes admin and is signed in", async () => {
  await enter(0);
  const token = (await ensureSetupToken()) ?? "";
  const answers = await Promise.all(["ada", "bob", "eve", "dan"].map((name) => setUp(token, name)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 403, 403, 403]);
  const users = await db().user.findMany();
  expect(users.map((user) => user.role)).toEqual(["admin"]);
  const winner = answers.find((answer) => answer.status === 201);
  const cookie = winner?.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  expect((await send(routes.listUsers, { headers: { cookie } })).status).toBe(200);
  const actions = (await db().audit.findMany({ orderBy: { id: "asc" } })).map((row) => row.action);
  expect(actions).toEqual(["user.add", "session.start"]);
});

test("once somebody exists there is no set-up any more", async () => {
  await enter(0);
  expect(await ensureSetupToken()).toBeNull();
  expect(await isSetupOpen()).toBe(false);
  expect(await db().setting.count()).toBe(0);
});
