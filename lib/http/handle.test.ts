import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { routes } from "#lib/core/api/index.ts";
import { type RouteSpec, routeSpec } from "#lib/core/api/route-spec.ts";
import { Problem } from "#lib/core/api/shapes.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { requestOf, type Sending, send, TEST_ORIGIN } from "#lib/testing/api-calls.ts";
import { testDatabase } from "#lib/testing/database/database.ts";
import { bearer, person, sessionOf } from "#lib/testing/people.ts";
import { handle, type RouteHandler } from "./handle.ts";

let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  await useDatabase(database.url);
});

afterAll(async () => {
  await closeDatabase();
  await drop();
});

const echo = routeSpec({
  id: "echo",
  method: "POST",
  path: "/echo",
  policy: "public",
  summary: "For this test",
  body: { kind: "json", schema: z.strictObject({ say: z.string() }), maxBytes: 1000 },
  answer: { kind: "json", status: 200, schema: z.strictObject({ heard: z.string() }) },
});

function call(handler: RouteHandler, spec: RouteSpec, sending: Sending): Promise<Response> {
  return handler(requestOf(spec, sending), { params: Promise.resolve({}) });
}

test("every answer says not to be cached, sniffed, framed or referred, and carries its request id", async () => {
  const handler = handle(echo, async ({ body, requestId }) => ({ heard: `${body.say} ${requestId}` }));
  const answer = await call(handler, echo, { body: { say: "hi" } });
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "content-type": "application/json",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  expect(answer.headers.get("strict-transport-security")).toBeNull();
  expect((await answer.json()).heard).toBe(`hi ${answer.headers.get("x-request-id")}`);
});

test("an error nobody foresaw answers 500 with its request id and not a word of the cause", async () => {
  const handler = handle(echo, async () => {
    throw new Error("password authentication failed for canary", { cause: new Error("canary") });
  });
  const answer = await call(handler, echo, { body: { say: "hi" } });
  const problem = Problem.parse(await answer.json());
  expect([answer.status, problem.code]).toEqual([500, "internal"]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.stringify(problem)).not.toContain("canary");
  expect(problem.detail).toContain(answer.headers.get("x-request-id"));
});

test("a handler that returns a field outside its schema fails instead of leaking it", async () => {
  const row = { heard: "hi", passwordHash: "canary" };
  const handler = handle(echo, async () => row);
  for (const mode of ["test", "production"]) {
    const before = process.env.NODE_ENV;
    Object.assign(process.env, { NODE_ENV: mode });
    const answer = await call(handler, echo, { body: { say: "hi" } });
    Object.assign(process.env, { NODE_ENV: before });
    expect(answer.status, mode).toBe(500);
    expect(await answer.text()).not.toContain("canary");
  }
});

test.each([
  [{ body: "say=hi" }, 415, "not-json"],
  [{ body: { say: "x".repeat(1000) } }, 413, "body-too-large"],
  [{ body: { say: 1 } }, 422, "invalid-input"],
  [{ body: { say: "hi", shout: true } }, 422, "invalid-input"],
  [{ body: { say: "hi" }, query: "?loud=1" }, 422, "invalid-input"],
  [{ body: { say: "hi" }, headers: { origin: "https://evil.example" } }, 403, "cross-site"],
])("%j is refused with %i %s, as a problem that says what to do", async (sending, status, code) => {
  const handler = handle(echo, async ({ body }) => ({ heard: body.say }));
  const answer = await call(handler, echo, sending);
  const problem = Problem.parse(await answer.json());
  expect([answer.status, problem.status, problem.code]).toEqual([status, status, code]);
  expect(problem.detail.length).toBeGreaterThan(30);
});

test("a problem of the store becomes its status, with what it has to say", async () => {
  const { StoreProblem } = await import("#lib/store/errors.ts");
  for (const [kind, status] of [
    ["not-found", 404],
    ["conflict", 409],
    ["invalid", 422],
  ] as const) {
    const handler = handle(echo, async () => {
      throw new StoreProblem(kind, { code: "some-code", detail: "Some words.", extra: { conflicts: [1] } });
    });
    const answer = await call(handler, echo, { body: { say: "hi" } });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code: "some-code", detail: "Some words.", conflicts: [1], status });
  }
});

test("a database that is gone is 503 with a time to come back, not 500", async () => {
  const handler = handle(echo, async () => {
    throw new Error("query failed", { cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }) });
  });
  const answer = await call(handler, echo, { body: { say: "hi" } });
  expect([answer.status, (await answer.json()).code]).toEqual([503, "database-down"]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
});

describe("every write of the route table refuses another site's page", () => {
  const writes = Object.values(routes).filter((spec) => spec.method !== "GET");
  const foreign = [
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
    { origin: "null", "sec-fetch-site": "cross-site" },
    { origin: TEST_ORIGIN, "sec-fetch-site": "same-site" },
    { origin: `${TEST_ORIGIN}.evil.example`, "sec-fetch-site": "same-origin" },
  ];

  test.each(writes.map((spec) => spec.id))("%s", async (id) => {
    const admin = await sessionOf(await person("admin"));
    for (const headers of foreign) {
      const answer = await send(routes[id], { headers: { ...admin, ...headers }, body: {} });
      expect([answer.status, (await answer.json()).code]).toEqual([403, "cross-site"]);
    }
  });

  test("but not a program with a token", async () => {
    const headers = { ...(await bearer("admin")), ...foreign[0] };
    const body = { name: "ci", role: "viewer", expiresAt: null };
    expect((await send(routes.addToken, { headers, body })).status).toBe(201);
  });
});

test("a route's own limit answers 429 with a time to wait, per caller", async () => {
  const limited = routeSpec({ ...echo, id: "limited", perMinute: 3 });
  const handler = handle(limited, async ({ body }) => ({ heard: body.say }));
  const from = (ip: string) => call(handler, limited, { body: { say: "hi" }, headers: { "x-forwarded-for": ip } });
  const statuses = [];
  for (let round = 0; round < 4; round += 1) statuses.push((await from("203.0.113.50")).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
  expect(Number((await from("203.0.113.50")).headers.get("retry-after"))).toBe(20);
  expect((await from("203.0.113.51")).status).toBe(200);
});

test("files are shown under a policy that runs nothing, with a name that cannot break the header", async () => {
  const spec = routeSpec({
    ...echo,
    id: "file",
    answer: { kind: "file", status: 200, types: ["image/svg+xml", "text/csv"] },
  });
  const file = (mediaType: string) =>
    handle(spec, async () => ({ name: 'a"\r\nx: y/../表.svg', mediaType, bytes: "<svg/>" }));
  const svg = await call(file("image/svg+xml"), spec, { body: { say: "hi" } });
  expect(svg.headers.get("content-security-policy")).toContain("sandbox");
  expect(svg.headers.get("content-disposition")).toBe(
    `inline; filename="a___x__y_..__.svg"; filename*=UTF-8''a%22%0D%0Ax%3A%20y%2F..%2F%E8%A1%A8.svg`,
  );
  const csv = await call(file("text/csv"), spec, { body: { say: "hi" } });
  expect(csv.headers.get("content-disposition")).toMatch(/^attachment;/);
  expect((await call(file("text/html"), spec, { body: { say: "hi" } })).status).toBe(500);
});
