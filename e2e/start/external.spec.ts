import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { freePort, type Product, startProduct } from "#e2e/product.ts";
import { ask, setUpAdmin } from "#e2e/product-api.ts";
import { dataFolder } from "#lib/config/data-folder.ts";
import { routes } from "#lib/core/api/index.ts";
import { missing, realProgram } from "#lib/testing/real-program.ts";
import { engineShards } from "./engine-shards.ts";
import { type ExternalPostgres, query, startExternalPostgres } from "./external-postgres.ts";

/** Logins as people give them to an application: an ordinary owner of one database, and the server's own superuser. */
const OWNER = "the owner of one database";
const LOGINS = [OWNER, "a superuser"];
const CHANGES = ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"];

const program = realProgram("postgres");
let server: ExternalPostgres;
let folder: string;

test.describe.configure({ mode: "serial", timeout: 240_000 });

test.beforeAll(async () => {
  test.skip(program === null, missing("postgres"));
  folder = mkdtempSync(join(tmpdir(), "quorate-external-data-"));
  server = await startExternalPostgres(program ?? "");
});

test.afterAll(async () => {
  if (program === null) return;
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(url: string, data = folder): Promise<Product> {
  return startProduct({ env: { DATABASE_URL: url, QUORATE_DATA: data, PORT: await freePort() } });
}

async function databaseFor(name: string): Promise<string> {
  const isOwner = name === OWNER;
  const database = isOwner ? "owned" : "common";
  if (isOwner) await query(server.url, "CREATE ROLE keeper LOGIN PASSWORD 'given'");
  await query(server.url, `CREATE DATABASE ${database} ${isOwner ? "OWNER keeper" : ""}`);
  const url = new URL(server.url);
  url.pathname = `/${database}`;
  if (isOwner) [url.username, url.password] = ["keeper", "given"];
  return url.href;
}

for (const name of LOGINS) {
  test(`on a PostgreSQL of one's own, with the login of ${name}, plans stay and the audit trail only grows`, async () => {
    const url = await databaseFor(name);
    const first = await start(url);
    const { api } = await setUpAdmin(first);
    const { slug } = await ask(api, routes.addCluster, { body: { name: "Kept elsewhere", template: "T2" } });
    const written = await query(url, "SELECT * FROM audit ORDER BY id");
    expect(written.length).toBeGreaterThan(0);
    for (const change of CHANGES) await expect(query(url, change)).rejects.toThrow("audit is append-only");
    expect(await query(url, "SELECT * FROM audit ORDER BY id")).toEqual(written);
    await first.stop();
    expect(await server.isUp(), "Ctrl-C leaves a server alone that is not ours").toBe(true);
    const second = await start(url);
    try {
      expect(second.output()).not.toContain("/setup?token=");
      const again = { ...api, address: second.address };
      expect((await ask(again, routes.getCluster, { params: { slug } })).totals.machines).toBe(8);
    } finally {
      await second.stop();
    }
  });
}

test("a second machine on the same database needs the engine's key, and with it shares the shards", async () => {
  await query(server.url, "CREATE DATABASE shared");
  const url = new URL(server.url);
  url.pathname = "/shared";
  const other = mkdtempSync(join(tmpdir(), "quorate-external-other-"));
  const first = await start(url.href);
  const running = [first];
  try {
    const { api } = await setUpAdmin(first);
    await expect(start(url.href, other)).rejects.toThrow(/Copy engine-[0-9a-f]{16}\.pem there/);
    const [keys, theirs] = [dataFolder({ QUORATE_DATA: folder }).secrets, dataFolder({ QUORATE_DATA: other }).secrets];
    cpSync(keys, theirs, {
      recursive: true,
      filter: (path) => path === keys || /engine-[0-9a-f]{16}\.pem$/.test(path),
    });
    running.push(await start(url.href, other));
    const sharing = async () => [...(await engineShards(api)).values()].filter((count) => count > 0).length;
    await expect.poll(sharing, { timeout: 30_000 }).toBe(2);
  } finally {
    for (const product of running) await product.stop();
    rmSync(other, { recursive: true, force: true });
  }
});
