import { generateKeyPairSync, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newApiToken, secretHash } from "#lib/auth/credentials/secret-text.ts";
import type { User, UserRole } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { seal } from "#lib/secrets/seal.ts";
import { closeDatabase, db, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import { addPreflight, preflightPlace } from "#lib/store/connection/preflights.ts";
import { addMaintenance } from "#lib/store/live/attention.ts";
import { changeUser } from "#lib/store/people/users.ts";
import { missingParams, POLICY_CODES, refusalOf, validConnection, validInput } from "#lib/testing/access-cases.ts";
import { type Sending, send } from "#lib/testing/api-calls.ts";
import { testDatabase } from "#lib/testing/database/database.ts";
import { bearer, person, sessionOf } from "#lib/testing/people.ts";

const ACTOR = { id: "test", name: "test", ip: "192.0.2.1", requestId: randomUUID() };
const ROLES = ["viewer", "editor", "admin"] as const satisfies readonly UserRole[];

const WINDOW = { from: "2026-11-26T00:00:00Z", to: "2126-11-26T01:00:00Z", reason: "matrix" };

interface Caller {
  readonly name: string;
  /** Null: nobody, as far as any route is concerned. */
  readonly role: UserRole | null;
  readonly headers: () => Promise<Record<string, string>>;
}

// Fifteen callers; where a password is checked, each of them costs a run of scrypt.
vi.setConfig({ testTimeout: 120_000 });

let drop: () => Promise<void>;
const callers: Caller[] = [];

beforeAll(async () => {
  const database = await testDatabase();
  drop = database.drop;
  await useDatabase(database.url);
  await person("admin", "first-admin");
  for (const role of ROLES) {
    const user = await person(role);
    callers.push({ name: `${role} session`, role, headers: () => sessionOf(user) });
    callers.push({ name: `${role} token`, role, headers: () => bearer(role) });
  }
  callers.push(...(await nobodies()));
});

afterAll(async () => {
  await closeDatabase();
  await drop();
});

/** Everyone who must be treated as not signed in. */
async function nobodies(): Promise<readonly Caller[]> {
  const hour = 3600 * 1000;
  const fresh = () => person("admin");
  const aged = async (user: User, at: Partial<Record<"lastSeenAt" | "expiresAt", Date>>) => {
    const headers = await sessionOf(user);
    await db().session.updateMany({ where: { userId: user.id }, data: at });
    return headers;
  };
  const list: [string, () => Promise<Record<string, string>>][] = [
    ["anonymous", async () => ({})],
    ["made-up session", async () => ({ cookie: `quorate=${"A".repeat(43)}` })],
    ["made-up token", async () => ({ authorization: `Bearer ${newApiToken().text}` })],
    ["password as Basic", async () => ({ authorization: `Basic ${btoa("first-admin:none")}` })],
    ["idle session", async () => aged(await fresh(), { lastSeenAt: new Date(Date.now() - 12 * hour) })],
    ["old session", async () => aged(await fresh(), { expiresAt: new Date(Date.now() - 1) })],
    ["expired token", () => bearer("admin", new Date(Date.now() - 1))],
    [
      "revoked token",
      async () => {
        const headers = await bearer("admin");
        await db().apiToken.deleteMany({ where: { tokenHash: secretHash(headers.authorization?.slice(7) ?? "") } });
        return headers;
      },
    ],
    [
      "disabled admin",
      async () => {
        const user = await fresh();
        await changeUser(user.id, { isDisabled: true }, ACTOR);
        return sessionOf(user);
      },
    ],
  ];
  return list.map(([name, headers]) => ({ name, role: null, headers }));
}

/** Ids that exist, made anew for every call, because some calls remove them. */
async function ownParams(spec: RouteSpec): Promise<Record<string, string>> {
  if (!spec.path.includes("{")) return {};
  if (spec.path.startsWith("/users/")) return { id: (await person("viewer")).id };
  if (spec.path.startsWith("/tokens/")) {
    await bearer("viewer");
    const token = await db().apiToken.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
    return { id: token.id };
  }
  if (spec.path.startsWith("/connections/preflight/")) return { id: await waitingPreflight() };
  if (spec.path.startsWith("/imports/")) return { source: "table" };
  const { slug } = await addCluster({ name: `Matrix ${randomUUID()}`, actor: ACTOR });
  if (spec.path.startsWith("/maintenance/"))
    return { id: (await addMaintenance(slug, { ...WINDOW, actor: ACTOR })).id };
  await putConnection({ slug, ...validConnection(), actor: ACTOR });
  return { slug, version: "0", target: "plan" };
}

/** A dry run that no engine will answer. */
async function waitingPreflight(): Promise<string> {
  const id = randomUUID();
  const { publicKey } = generateKeyPairSync("x25519");
  const sealed = seal(publicKey, Buffer.from("{}"), preflightPlace(id));
  await addPreflight({ id, clusterId: null, connection: validConnection().connection, sealed, actor: ACTOR });
  return id;
}

async function call(spec: RouteSpec, caller: Caller, params: Record<string, string>): Promise<Response> {
  const sending: Sending = {
    params,
    ...validInput(spec.id),
    // Own address per caller: the sign-in limit counts by address.
    headers: { ...(await caller.headers()), "x-forwarded-for": `198.51.100.${callers.indexOf(caller) + 1}` },
  };
  return send(spec, sending);
}

const table: readonly RouteSpec[] = Object.values(routes);

describe("for an object that exists, a route lets in whom the table names, and nobody else", () => {
  test.each(table)("$id", async (spec) => {
    for (const caller of callers) {
      const answer = await call(spec, caller, await ownParams(spec));
      await expectOutcome(answer, spec, caller);
      if (refusalOf(spec, caller.role) === null && spec.method === "GET") {
        expect(answer.status, `${spec.id} as ${caller.name}`).toBe(spec.answer.status);
      }
    }
  });
});

describe("for an object that does not exist, whoever may ask gets 404, and nobody else learns that much", () => {
  test.each(table.filter(({ params }) => params !== undefined))("$id", async (spec) => {
    for (const caller of callers) {
      const answer = await call(spec, caller, missingParams());
      await expectOutcome(answer, spec, caller);
      if (refusalOf(spec, caller.role) === null) expect(answer.status, `${spec.id} as ${caller.name}`).toBe(404);
    }
  });
});

async function expectOutcome(answer: Response, spec: RouteSpec, caller: Caller): Promise<void> {
  const code = answer.status < 400 ? null : (await answer.clone().json()).code;
  const place = `${spec.id} as ${caller.name} answered ${answer.status} ${code}`;
  const expected = refusalOf(spec, caller.role);
  expect(answer.status, place).toBeLessThan(500);
  if (expected === null) expect(POLICY_CODES, place).not.toContain(code);
  else expect([answer.status, code], place).toEqual([expected === "not-signed-in" ? 401 : 403, expected]);
}

test("the matrix has someone who may and someone who may not for every role", () => {
  expect(callers.filter(({ role }) => role === null)).toHaveLength(9);
  for (const role of ROLES) expect(callers.filter((caller) => caller.role === role)).toHaveLength(2);
});
