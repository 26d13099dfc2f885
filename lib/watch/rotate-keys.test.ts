import { createPublicKey, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { addKey, readKeys, removeKey } from "#lib/secrets/key-ring.ts";
import { open, seal } from "#lib/secrets/seal.ts";
import { Sealed } from "#lib/secrets/sealed.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { credentialsNotUnder, listSealingKeys } from "#lib/store/connection/sealing-keys.ts";
import { credentialPlace } from "#lib/store/connection/watched.ts";
import { beat } from "#lib/store/live/engines.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { ensureEngineKey, rotateKeys } from "./rotate-keys.ts";

let database: TestDatabase;
let folder: string;
let owner: pg.Client;
const COUNT = 30;

/** Credentials as the web process stores them: sealed to the newest announced key. */
async function store(count: number): Promise<void> {
  const [newest] = await listSealingKeys();
  const key = readKeys(folder).find(({ id }) => id === newest?.id);
  if (key === undefined) throw new Error("no key");
  for (let at = 0; at < count; at += 1) {
    const id = randomUUID();
    const sealed = seal(createPublicKey(key.privateKey), Buffer.from(`secret of ${id}`), credentialPlace(id, "api", 1));
    await owner.query(
      "INSERT INTO cluster (id, slug, name, frame, updated_by) VALUES ($1::uuid, $1::text, 'c', '{}', 'a')",
      [id],
    );
    await owner.query(
      "INSERT INTO credential (cluster_id, field, version, key_id, sealed, created_by) VALUES ($1, 'api', 1, $2, $3, 'a')",
      [id, key.id, JSON.stringify(sealed)],
    );
  }
}

async function opened(): Promise<number> {
  const keys = readKeys(folder);
  const { rows } = await owner.query("SELECT cluster_id, sealed FROM credential");
  return rows.filter(({ cluster_id, sealed }) =>
    keys.some(({ privateKey }) => {
      const result = open(privateKey, Sealed.parse(sealed), credentialPlace(cluster_id, "api", 1));
      return result.ok && result.plaintext.toString() === `secret of ${cluster_id}`;
    }),
  ).length;
}

beforeEach(async () => {
  database = await testDatabase();
  await useDatabase(database.watchUrl);
  folder = mkdtempSync(join(tmpdir(), "quorate-keys-"));
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterEach(async () => {
  await owner.end();
  await closeDatabase();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test("the first start makes one key, readable by its owner alone, and the second start finds it", async () => {
  const [first] = await ensureEngineKey(folder);
  expect(await ensureEngineKey(folder)).toHaveLength(1);
  expect((await listSealingKeys()).map(({ id }) => id)).toEqual([first?.id]);
  const [file = ""] = readdirSync(folder);
  expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
});

test("a folder without the announced key makes a new one; the old credentials stay locked and nothing is deleted", async () => {
  await ensureEngineKey(folder);
  await store(3);
  for (const { id } of readKeys(folder)) removeKey(folder, id);
  const [key] = await ensureEngineKey(folder);
  expect((await listSealingKeys())[0]?.id).toBe(key?.id);
  const { locked, resealed } = await rotateKeys(folder);
  expect([locked.length, resealed]).toEqual([3, 0]);
  expect((await owner.query("SELECT 1 FROM credential")).rowCount).toBe(3);
});

test("where a live engine elsewhere holds the key, a folder without it makes none and says what to copy", async () => {
  const [key] = await ensureEngineKey(folder);
  await beat({ id: randomUUID(), hostname: "elsewhere", shards: 64, clusters: 0, detail: { keyIds: [key?.id ?? ""] } });
  for (const { id } of readKeys(folder)) removeKey(folder, id);
  await expect(ensureEngineKey(folder)).rejects.toThrow(`Copy engine-${key?.id}.pem there`);
  expect([readKeys(folder), (await listSealingKeys()).length]).toEqual([[], 1]);
});

test("a rotation moves every credential and leaves one key, whose file is the only one", async () => {
  await ensureEngineKey(folder);
  await store(COUNT);
  const before = readKeys(folder)[0]?.id;
  const { resealed, keyId } = await rotateKeys(folder);
  expect([resealed, keyId === before]).toEqual([COUNT, false]);
  expect(readKeys(folder).map(({ id }) => id)).toEqual([keyId]);
  expect((await listSealingKeys()).map(({ id }) => id)).toEqual([keyId]);
  expect(await opened()).toBe(COUNT);
});

test("cut off at any query and run again, every credential opens and a single key is left", async () => {
  await ensureEngineKey(folder);
  await store(COUNT);
  for (const cutAfter of [0, 1, 2, 3, 5, 9, 17, 31, 32, 33, 34]) {
    // The session is ended by the server in the middle, as when the process dies there.
    await owner.query("DROP TRIGGER IF EXISTS cut ON credential; DROP SEQUENCE IF EXISTS cuts");
    await owner.query(`CREATE SEQUENCE cuts; GRANT ALL ON SEQUENCE cuts TO quorate_watch;
      CREATE OR REPLACE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('cuts') > ${cutAfter} THEN RAISE EXCEPTION 'cut'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER cut BEFORE UPDATE ON credential FOR EACH ROW EXECUTE FUNCTION cut()`);
    await rotateKeys(folder).catch(() => undefined);
    expect(await opened(), `cut after ${cutAfter}`).toBe(COUNT);
    await owner.query("DROP TRIGGER IF EXISTS cut ON credential");
    const { keyId } = await rotateKeys(folder);
    expect(await credentialsNotUnder(keyId, 1)).toEqual([]);
    expect(readKeys(folder).map(({ id }) => id)).toEqual([keyId]);
  }
});

test("a key file that is no key is named, and so is what to do", () => {
  addKey(folder);
  writeFileSync(join(folder, "engine-0123456789abcdef.pem"), "changeme");
  expect(() => readKeys(folder)).toThrow(/engine-0123456789abcdef\.pem holds no X25519 private key\. Put the key back/);
});
