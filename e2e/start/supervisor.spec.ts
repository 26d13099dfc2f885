import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { kill } from "#e2e/accept/kill.ts";
import { runningProcesses } from "#e2e/connect/processes.ts";
import { freePort, type Product, startProduct } from "#e2e/product.ts";
import { ask, setUpAdmin } from "#e2e/product-api.ts";
import { dataFolder } from "#lib/config/data-folder.ts";
import { readPostmaster } from "#lib/config/database-url.ts";
import { routes } from "#lib/core/api/index.ts";
import { isAlive } from "#lib/start/postgres/postmaster.ts";
import { engineShards } from "./engine-shards.ts";

// Several starts each, on a machine that may be busy.
test.describe.configure({ timeout: 240_000 });

let root: string;

test.beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "quorate-start-"));
  chmodSync(root, 0o711);
});

test.afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function start(): Promise<Product> {
  return startProduct({ env: { QUORATE_DATA: root, PORT: await freePort() } });
}

function postgresPid(): number {
  return readPostmaster(dataFolder({ QUORATE_DATA: root }))?.pid ?? 0;
}

function isGroupAlive(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}

test("kill -9 amid writes loses no acknowledged edit, and the next start attaches to the orphaned PostgreSQL", async () => {
  const say = (): void => undefined;
  const running = (): never => {
    throw new Error("This check starts a product of its own");
  };
  const { verdict, figure } = await kill.run({ isFull: false, say, running });
  expect(verdict, figure).toBe("ok");
});

test("Ctrl-C ends the web process and PostgreSQL, and the next start has everything", async () => {
  const product = await start();
  const { api } = await setUpAdmin(product);
  const { slug } = await ask(api, routes.addCluster, { body: { name: "Kept", template: "T2" } });
  const postgres = postgresPid();
  expect([isAlive(postgres), isGroupAlive(product.pid)]).toEqual([true, true]);
  await product.stop();
  expect([isAlive(postgres), isGroupAlive(product.pid)]).toEqual([false, false]);
  const again = await start();
  try {
    expect(again.output()).not.toContain("Attached");
    expect(again.output()).not.toContain("/setup?token=");
    const there = { ...api, address: again.address };
    expect((await ask(there, routes.getCluster, { params: { slug } })).totals.machines).toBe(8);
  } finally {
    await again.stop();
  }
});

test("Ctrl-C that npm passes on a second time still ends PostgreSQL", async () => {
  const product = await start();
  const postgres = postgresPid();
  process.kill(product.pid, "SIGINT");
  await product.stop();
  expect([isAlive(postgres), isGroupAlive(product.pid)]).toEqual([false, false]);
});

test("who ends npm with SIGTERM, as scripts do, ends the product with it", async () => {
  const env = { QUORATE_DATA: root, PORT: await freePort() };
  const product = await startProduct({ command: ["npm", "start"], env });
  const postgres = postgresPid();
  try {
    process.kill(product.pid, "SIGTERM");
    await expect
      .poll(() => [isAlive(postgres), isGroupAlive(product.pid)], { timeout: 30_000 })
      .toEqual([false, false]);
  } finally {
    await product.stop();
  }
});

test("of two starts at once on one data folder, one serves and the other says why not", async () => {
  const outcomes = await Promise.allSettled([start(), start()]);
  const serving = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [String(outcome.reason)] : []));
  try {
    expect(refused).toEqual([expect.stringContaining(`Another Quorate is running with the data folder ${root}.`)]);
    expect((await fetch(`${serving[0]?.address}/api/v1/healthz`)).status).toBe(200);
  } finally {
    for (const product of serving) await product.stop();
  }
});

test("a PostgreSQL that dies is started again, and what was stored is there", async () => {
  const product = await start();
  try {
    const { api } = await setUpAdmin(product);
    const { slug } = await ask(api, routes.addCluster, { body: { name: "Kept", template: "T2" } });
    process.kill(postgresPid(), "SIGKILL");
    await product.printed(/(PostgreSQL ended by itself)/);
    const machines = async () => (await ask(api, routes.getCluster, { params: { slug } })).totals.machines;
    await expect(async () => expect(await machines()).toBe(8)).toPass({ timeout: 20_000 });
  } finally {
    await product.stop();
  }
});

test("two engines share the shards, and share them again after one was killed", async () => {
  const product = await startProduct({ env: { QUORATE_DATA: root, PORT: await freePort(), QUORATE_ENGINES: "2" } });
  try {
    const { api } = await setUpAdmin(product);
    const timeout = 60_000;
    await expect.poll(async () => [...(await engineShards(api)).values()], { timeout }).toEqual([32, 32]);
    const before = [...(await engineShards(api)).keys()];
    process.kill(runningProcesses(root).engine, "SIGKILL");
    await product.printed(/(The engine(?: 2)? ended \(SIGKILL\); starting it again)/);
    const kept = async () => [...(await engineShards(api))].map(([id, count]) => [before.includes(id), count]);
    await expect.poll(kept, { timeout }).toEqual(
      expect.arrayContaining([
        [true, 32],
        [false, 32],
      ]),
    );
  } finally {
    await product.stop();
  }
});
