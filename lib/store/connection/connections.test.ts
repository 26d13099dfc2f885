import { generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Connection } from "#lib/core/connection/connection.ts";
import { keyIdOf, publicKeyPem } from "#lib/secrets/key-pair.ts";
import { open } from "#lib/secrets/seal.ts";
import { Sealed } from "#lib/secrets/sealed.ts";
import { closeDatabase, pool, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { CONNECTION_CHANNEL } from "#lib/store/live/channels.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";
import { putConnection, readConnection, removeConnection } from "./connections.ts";
import { credentialPlace } from "./watched.ts";

const actor = sampleActor("ada");
const CA = { kind: "ca", caPem: "one" } as const;
const CONNECTION: Connection = {
  api: { address: "10.0.0.10:6443", trust: CA, serverName: null },
  masters: [],
  etcd: null,
  balancers: [],
  vipSlbUrl: null,
  pollSeconds: 5,
  isInCluster: false,
  mayUseLoopback: false,
};
const api = (token: string) => ({ api: { kind: "token", token } }) as const;

let database: TestDatabase;
let owner: pg.Client;
let keys: KeyObject;
let slug: string;

beforeAll(async () => {
  database = await testDatabase();
  // As the web process: with its own login and nothing more.
  await useDatabase(database.url);
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  keys = await announceKey();
});
afterAll(async () => {
  await owner.end();
  await closeDatabase();
  await database.drop();
});
beforeEach(async () => {
  slug = (await addCluster({ name: `c-${randomUUID().slice(0, 8)}`, actor })).slug;
});

async function announceKey(): Promise<KeyObject> {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  await owner.query("INSERT INTO sealing_key (id, public_key, created_at) VALUES ($1, $2, clock_timestamp())", [
    keyIdOf(publicKey),
    publicKeyPem(publicKey),
  ]);
  return privateKey;
}

/** What the engine would open. */
async function opened(field: string): Promise<readonly (string | null)[]> {
  const { rows } = await owner.query(
    `SELECT cluster_id, credential.version, sealed FROM credential JOIN cluster ON cluster.id = cluster_id
     WHERE slug = $1 AND field = $2`,
    [slug, field],
  );
  return rows.map(({ cluster_id, version, sealed }) => {
    const found = open(keys, Sealed.parse(sealed), credentialPlace(cluster_id, field, version));
    return found.ok ? found.plaintext.toString("utf8") : null;
  });
}

test("a credential is sealed for the engine, and the web login cannot read back even the ciphertext", async () => {
  const view = await putConnection({ slug, connection: CONNECTION, credentials: api("canary-1"), actor });
  expect(view).toMatchObject({
    slug,
    isPaused: false,
    credentials: [{ field: "api", storedBy: "ada", isLocked: false }],
  });
  expect(JSON.stringify(view)).not.toContain("canary-1");
  expect(await opened("api")).toEqual([JSON.stringify({ kind: "token", token: "canary-1" })]);
  await expect(pool().query("SELECT sealed FROM credential")).rejects.toThrow("permission denied");
  await expect(pool().query("UPDATE credential SET field = field RETURNING sealed")).rejects.toThrow(
    "permission denied",
  );
  await expect(pool().query("SELECT sealed FROM preflight")).rejects.toThrow("permission denied");
});

test("a field left out keeps what is stored, a new one replaces it with a new version, null removes it", async () => {
  const statistics = { user: "u", password: "p" };
  await putConnection({ slug, connection: CONNECTION, credentials: { ...api("one"), statistics }, actor });
  await putConnection({ slug, connection: { ...CONNECTION, pollSeconds: 9 }, credentials: {}, actor });
  expect(await opened("api")).toEqual([JSON.stringify(api("one").api)]);
  await putConnection({ slug, connection: CONNECTION, credentials: { ...api("two"), statistics: null }, actor });
  expect(await opened("api")).toEqual([JSON.stringify(api("two").api)]);
  expect((await readConnection(slug)).credentials.map(({ field }) => field)).toEqual(["api"]);
  const { rows } = await owner.query(
    "SELECT credential.version FROM credential JOIN cluster ON id = cluster_id WHERE slug = $1",
    [slug],
  );
  expect(rows).toEqual([{ version: 2 }]);
});

test("a stored credential is not sent to another server, and the refusal changes nothing", async () => {
  await putConnection({ slug, connection: CONNECTION, credentials: api("one"), actor });
  const moved = { ...CONNECTION, api: { ...CONNECTION.api, address: "6.6.6.6:443", trust: { kind: "none" } as const } };
  await expect(putConnection({ slug, connection: moved, credentials: {}, actor })).rejects.toMatchObject({
    code: "credential-again-api",
  });
  expect((await readConnection(slug)).connection).toEqual(CONNECTION);
  await putConnection({ slug, connection: moved, credentials: api("theirs"), actor });
  expect((await readConnection(slug)).connection).toEqual(moved);
});

test("a credential whose key no engine has any more is locked, and nothing of it is lost", async () => {
  const lost = await announceKey();
  await putConnection({ slug, connection: CONNECTION, credentials: api("one"), actor });
  await owner.query(
    "DELETE FROM sealing_key WHERE id = (SELECT key_id FROM credential JOIN cluster ON id = cluster_id WHERE slug = $1)",
    [slug],
  );
  expect((await readConnection(slug)).credentials).toMatchObject([{ field: "api", isLocked: true }]);
  keys = lost;
  expect(await opened("api")).toEqual([JSON.stringify(api("one").api)]);
});

test("a credential is locked as well when its key is announced still and no engine that runs holds it", async () => {
  await putConnection({ slug, connection: CONNECTION, credentials: api("one"), actor });
  const locked = await withEngine(["another"], () => readConnection(slug));
  expect(locked.credentials).toMatchObject([{ field: "api", isLocked: true }]);
  const { rows } = await owner.query("SELECT id FROM sealing_key");
  const held = await withEngine(
    rows.map(({ id }) => id),
    () => readConnection(slug),
  );
  expect(held.credentials).toMatchObject([{ field: "api", isLocked: false }]);
});

async function withEngine<Result>(keyIds: readonly string[], work: () => Promise<Result>): Promise<Result> {
  await owner.query(
    "INSERT INTO engine (id, hostname, started_at, beat_at, detail) VALUES ('e', 'here', now(), now(), $1)",
    [JSON.stringify({ keyIds })],
  );
  return work().finally(() => owner.query("DELETE FROM engine"));
}

test("every change rings the engine, and is in the audit without the credential", async () => {
  const bells: string[] = [];
  const listener = new pg.Client({ connectionString: database.watchUrl });
  await listener.connect();
  listener.on("notification", ({ payload = "" }) => bells.push(payload));
  await listener.query(`LISTEN ${CONNECTION_CHANNEL}`);
  await putConnection({ slug, connection: CONNECTION, credentials: api("canary-2"), actor });
  await putConnection({ slug, connection: CONNECTION, credentials: {}, isPaused: true, actor });
  await removeConnection(slug, actor);
  await listener.query("SELECT 1");
  await listener.end();
  expect(bells).toHaveLength(3);
  expect(new Set(bells).size).toBe(1);
  const { rows } = await owner.query("SELECT action FROM audit WHERE object = $1 ORDER BY id", [`cluster:${slug}`]);
  expect(rows.map(({ action }) => action).filter((action) => action.startsWith("connection."))).toEqual([
    "connection.put",
    "connection.put",
    "connection.remove",
  ]);
  await expect(readConnection(slug)).rejects.toMatchObject({ code: "no-connection" });
});

describe("Without an engine's key", () => {
  test("a credential is refused with what to do, and nothing is stored", async () => {
    const { rows } = await owner.query("DELETE FROM sealing_key RETURNING *");
    await expect(putConnection({ slug, connection: CONNECTION, credentials: api("one"), actor })).rejects.toMatchObject(
      {
        code: "no-engine-key",
      },
    );
    await expect(readConnection(slug)).rejects.toMatchObject({ code: "no-connection" });
    for (const { id, public_key } of rows)
      await owner.query("INSERT INTO sealing_key (id, public_key) VALUES ($1, $2)", [id, public_key]);
  });
});
