import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { UserRole } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { validConnection, validInput } from "#lib/testing/access-cases.ts";
import { send } from "#lib/testing/api-calls.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { bearer } from "#lib/testing/people.ts";
import { ensureEngineKey } from "#lib/watch/rotate-keys.ts";

/** Planted in every secret there is; nothing may ever show it. */
const CANARY = `canary${randomUUID().replaceAll("-", "")}`;
const PEM = `-----BEGIN X-----\n${CANARY}\n-----END X-----\n`;
const CREDENTIALS = {
  api: { kind: "token", token: CANARY },
  etcd: { certificatePem: PEM, keyPem: PEM },
  statistics: { user: CANARY, password: CANARY },
};
const ROLES: readonly UserRole[] = ["viewer", "editor", "admin"];
const READS: readonly RouteSpec[] = Object.values(routes).filter(({ method }) => method === "GET");

let database: TestDatabase;
let folder: string;
let slug: string;
let preflight: string;

beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), "quorate-canary-"));
  await useDatabase(database.watchUrl);
  await ensureEngineKey(folder);
  await useDatabase(database.url);
  const headers = await bearer("admin");
  const added = await send(routes.addCluster, { headers, body: { name: "Canary", template: "T2" } });
  slug = (await added.json()).slug;
  const body = { ...validConnection(), credentials: CREDENTIALS };
  const stored = await send(routes.putConnection, { headers, params: { slug }, body });
  expect(stored.status).toBe(200);
  expect(await stored.text()).not.toContain(CANARY);
  // The queue belongs to the engine and is not there: the sealed row is what counts here.
  await send(routes.startPreflight, { headers, body: { slug, ...body } });
  preflight = await withOwner(async (owner) => {
    const { rows } = await owner.query("SELECT id FROM preflight");
    return String(rows[0]?.id);
  });
});
afterAll(async () => {
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function withOwner<Result>(work: (owner: pg.Client) => Promise<Result>): Promise<Result> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

test.each(ROLES)(
  "no read of the API shows a planted credential to a %s",
  async (role) => {
    const headers = await bearer(role);
    for (const spec of READS) {
      if (spec.answer.kind === "stream") continue;
      const params = { slug, id: preflight, version: "0", target: "plan" };
      const answer = await send(spec, { headers, params, query: validInput(spec.id).query });
      const text = await answer.text();
      expect([spec.id, answer.status < 500, text.includes(CANARY)]).toEqual([spec.id, true, false]);
    }
  },
  60_000,
);

test("no refusal repeats a credential that came with a broken request", async () => {
  const headers = await bearer("editor");
  const { connection } = validConnection();
  const broken = [
    { connection, credentials: { ...CREDENTIALS, api: { kind: "token", token: CANARY, more: CANARY } } },
    { connection, credentials: { ...CREDENTIALS, api: { kind: CANARY } } },
    { connection: { ...connection, pollSeconds: 1 }, credentials: CREDENTIALS },
    { connection, credentials: { ...CREDENTIALS, etcd: CANARY } },
    `{"credentials":{"api":"${CANARY}"`,
  ];
  for (const body of broken) {
    const answer = await send(routes.putConnection, { headers, params: { slug }, body });
    expect([answer.status >= 400, (await answer.text()).includes(CANARY)]).toEqual([true, false]);
  }
});

test("a dump of the database holds it nowhere, not even where it is sealed", async () => {
  const tables = await withOwner(async (owner) => {
    const { rows } = await owner.query(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const dumps = new Map<string, string>();
    for (const { name } of rows) dumps.set(name, JSON.stringify((await owner.query(`SELECT * FROM "${name}"`)).rows));
    return dumps;
  });
  expect(JSON.parse(tables.get("credential") ?? "[]")).toHaveLength(3);
  expect(JSON.parse(tables.get("preflight") ?? "[]")).toMatchObject([{ sealed: { keyId: expect.any(String) } }]);
  const encoded = [CANARY, Buffer.from(CANARY).toString("base64").slice(0, 30), Buffer.from(CANARY).toString("hex")];
  for (const [name, text] of tables) expect([name, encoded.some((one) => text.includes(one))]).toEqual([name, false]);
});
