import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { closeDatabase, db, useDatabase } from "#lib/store/client.ts";
import { addUser, changeUser } from "#lib/store/people/users.ts";
import { send } from "#lib/testing/api-calls.ts";
import { testDatabase } from "#lib/testing/database/database.ts";
import { bearer, person, sessionOf } from "#lib/testing/people.ts";
import { hashPassword } from "./credentials/password.ts";
import { secretHash } from "./credentials/secret-text.ts";
import { identify } from "./identify.ts";

const PASSWORD = "correct horse battery";
const ACTOR = { id: "test", name: "test", ip: "192.0.2.1", requestId: randomUUID() };
const HOUR = 3_600_000;
// On a busy machine one run of scrypt takes seconds.
vi.setConfig({ testTimeout: 120_000 });

let drop: () => Promise<void>;
let passwordHash: string;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  await useDatabase(database.url);
  passwordHash = await hashPassword(PASSWORD);
  await person("admin", "keeper");
});

afterAll(async () => {
  await closeDatabase();
  await drop();
});

async function someone() {
  return addUser({ name: `ada-${randomUUID().slice(0, 8)}`, role: "editor", passwordHash }, ACTOR);
}

function signIn(name: string, password: string, headers: Record<string, string> = {}) {
  return send(routes.signIn, {
    body: { name, password },
    headers: { "x-forwarded-for": `198.51.100.${Math.floor(Math.random() * 250)}`, ...headers },
  });
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

test("name and password give a session whose token the database does not hold", async () => {
  const ada = await someone();
  const answer = await signIn(ada.name.toUpperCase(), PASSWORD);
  expect(answer.status).toBe(201);
  expect(await answer.json()).toEqual({ name: ada.name, role: "editor", userId: ada.id });
  const token = cookieOf(answer).split("=")[1] ?? "";
  expect(Buffer.from(token, "base64url")).toHaveLength(32);
  const rows = await db().session.findMany({ where: { userId: ada.id } });
  expect(rows.map((row) => row.tokenHash)).toEqual([secretHash(token)]);
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("on loopback the cookie is plain-named, over TLS it is __Host- and Secure", async () => {
  const ada = await someone();
  const [plain] = (await signIn(ada.name, PASSWORD)).headers.getSetCookie();
  expect(plain).toMatch(/^quorate=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/);
  const tls = { "x-forwarded-proto": "https", origin: "https://localhost:4600" };
  const secure = await signIn(ada.name, PASSWORD, tls);
  expect(secure.headers.getSetCookie()[0]).toMatch(
    /^__Host-quorate=.*; HttpOnly; SameSite=Lax; Max-Age=604800; Secure$/,
  );
  expect(secure.headers.get("strict-transport-security")).toBe("max-age=31536000");
  // A plain-named cookie planted over plain HTTP must not count over TLS.
  const planted = cookieOf(secure).replace("__Host-", "");
  expect((await send(routes.me, { headers: { cookie: planted, "x-forwarded-proto": "https" } })).status).toBe(401);
});

test("signing in ends the session the browser had before, so a planted id is worth nothing", async () => {
  const ada = await someone();
  const planted = await sessionOf(ada);
  const answer = await signIn(ada.name, PASSWORD, planted);
  expect(cookieOf(answer)).not.toBe(planted.cookie);
  expect((await send(routes.me, { headers: planted })).status).toBe(401);
  expect((await send(routes.me, { headers: { cookie: cookieOf(answer) } })).status).toBe(200);
});

test("a wrong password, an unknown name and a disabled person get the same answer", async () => {
  const [ada, gone] = [await someone(), await someone()];
  await changeUser(gone.id, { isDisabled: true }, ACTOR);
  const answers = [
    await signIn(ada.name, "wrong password"),
    await signIn(`no-${randomUUID()}`, PASSWORD),
    await signIn(gone.name, PASSWORD),
  ];
  const bodies = await Promise.all(answers.map((answer) => answer.json()));
  expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
  expect(new Set(bodies.map(({ requestId: _, ...body }) => JSON.stringify(body))).size).toBe(1);
});

test("refused sign-ins are in the audit, without passwords and without what was typed as an unknown name", async () => {
  const ada = await someone();
  await signIn(ada.name, "hunter2-hunter2");
  await signIn("MySecretPassw0rd", "whatever-it-is");
  const rows = await db().audit.findMany({ where: { action: "session.refuse" } });
  const objects = rows.map((row) => row.object);
  expect(objects).toContain(`user:${ada.name}`);
  expect(objects).toContain("unknown name MyS…");
  expect(JSON.stringify(objects)).not.toMatch(/hunter2|SecretPass|whatever/);
});

test("the sixth wrong password in a minute waits, known name or not, and says how long", async () => {
  for (const name of [(await someone()).name, `no-${randomUUID()}`]) {
    const answers = [];
    for (let round = 0; round < 6; round += 1) answers.push(await signIn(name, "wrong password"));
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(Number(answers[5]?.headers.get("retry-after"))).toBe(60);
  }
});

test("a session ends after 12 idle hours or 7 days, whichever comes first", async () => {
  const headers = new Headers(await sessionOf(await someone()));
  const now = Date.now();
  expect(await identify(headers, now + 12 * HOUR - 1000)).toMatchObject({ kind: "user" });
  expect(await identify(headers, now + 24 * HOUR + 1000)).toBeNull();
  const busy = new Headers(await sessionOf(await someone()));
  for (let hours = 10; hours < 168; hours += 10) expect(await identify(busy, now + hours * HOUR)).not.toBeNull();
  expect(await identify(busy, now + 168 * HOUR + 60_000)).toBeNull();
});

test("disabling a person ends what they have at the very next request", async () => {
  const ada = await someone();
  const headers = await sessionOf(ada);
  expect((await send(routes.me, { headers })).status).toBe(200);
  await changeUser(ada.id, { isDisabled: true }, ACTOR);
  expect((await send(routes.me, { headers })).status).toBe(401);
  await changeUser(ada.id, { isDisabled: false }, ACTOR);
  expect((await send(routes.me, { headers })).status).toBe(401);
});

test("signing out ends this session and takes the cookie back", async () => {
  const ada = await someone();
  const [here, elsewhere] = [await sessionOf(ada), await sessionOf(ada)];
  const answer = await send(routes.signOut, { headers: here });
  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie()).toEqual(["quorate=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"]);
  expect((await send(routes.me, { headers: here })).status).toBe(401);
  expect((await send(routes.me, { headers: elsewhere })).status).toBe(200);
});

test("a new own password needs the current one and ends the other sessions", async () => {
  const ada = await someone();
  const [here, elsewhere] = [await sessionOf(ada), await sessionOf(ada)];
  const change = (current: string) =>
    send(routes.changeOwnPassword, { headers: here, body: { current, next: "a brand new one" } });
  expect((await change("not it")).status).toBe(422);
  expect((await change(PASSWORD)).status).toBe(204);
  expect((await send(routes.me, { headers: here })).status).toBe(200);
  expect((await send(routes.me, { headers: elsewhere })).status).toBe(401);
  expect((await signIn(ada.name, PASSWORD)).status).toBe(401);
  expect((await signIn(ada.name, "a brand new one")).status).toBe(201);
});

test("a token beside a cookie decides alone: the two never add up", async () => {
  const admin = await sessionOf(await person("admin"));
  const viewer = await bearer("viewer");
  const answer = await send(routes.listUsers, { headers: { ...admin, ...viewer } });
  expect(answer.status).toBe(403);
  expect((await send(routes.listUsers, { headers: { ...admin, authorization: "Bearer nonsense" } })).status).toBe(401);
});

test("last use of a token is written at most once a minute", async () => {
  const headers = new Headers(await bearer("viewer"));
  const usedAt = async () => (await db().apiToken.findFirstOrThrow({ orderBy: { createdAt: "desc" } })).lastUsedAt;
  const now = Date.now();
  await identify(headers, now);
  await identify(headers, now + 59_000);
  expect((await usedAt())?.getTime()).toBe(now);
  await identify(headers, now + 60_000);
  expect((await usedAt())?.getTime()).toBe(now + 60_000);
});
