import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { type DataFolder, dataFolder } from "#lib/config/data-folder.ts";
import { DATABASE_NAME, OWNER_ROLE, readPostmaster, readSecret, urlOf } from "#lib/config/database-url.ts";
import { routes } from "#lib/core/api/index.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import { withSession } from "#lib/store/people/session.ts";
import { runningProcesses } from "../connect/processes.ts";
import { expect, test } from "../fixtures.ts";
import { connectSim } from "../live/watched.ts";
import { freePort, type Product, startProduct } from "../product.ts";
import { ask, type FirstAdmin, setUpAdmin } from "../product-api.ts";
import { report, seconds } from "./figure.ts";
import { openSmallDisk, type SmallDisk } from "./site/small-disk.ts";

const NAME = "full-gz";
const DISK_MIB = 512;
const TOLD_WITHIN_MS = 10_000;
/** Less than the minute that an engine keeps what it cannot write. */
const FULL_FOR_MS = 25_000;
const LOOK_EVERY_MS = 500;
/** Supervisor, web and engine. */
const PROCESSES = 3;
const PAUSED = "History paused";
const STARTED_AGAIN = "starting it again";
/** The first sight, and the return, of a busy machine. */
const SEEN_WITHIN_MS = 30_000;

let disk: SmallDisk | null;
let sim: Sim;
let product: Product;
let admin: FirstAdmin;
let slug: string;
test.describe.configure({ mode: "default", timeout: 240_000 });

test.beforeAll(async () => {
  disk = openSmallDisk(DISK_MIB);
  if (disk === null) return;
  sim = await startSim({ clusters: [{ name: NAME }], network: 98 });
  product = await startProduct({ env: { QUORATE_DATA: disk.root, PORT: await freePort() } });
  admin = await setUpAdmin(product);
  slug = await connectSim(admin.api, sim, NAME);
});
test.afterAll(async () => {
  if (disk === null) return;
  await product.stop();
  await sim.stop();
  disk.remove();
});

async function open(page: Page, path: string): Promise<void> {
  const [name = "", value = ""] = admin.cookie.split("=");
  await page.context().addCookies([{ name, value, url: product.address }]);
  await page.goto(product.address + path);
}

const paused = (page: Page) => page.getByRole("alert").filter({ hasText: PAUSED });
const row = (page: Page) => page.getByRole("row", { name: NAME });
const verdict = (page: Page) => page.getByRole("region", { name: "Verdict" });

/** Writes until the server cannot: it ends at the first segment of its log that it finds no room for. */
async function exhaust(folder: DataFolder): Promise<void> {
  const server = readPostmaster(folder);
  const password = readSecret(folder, OWNER_ROLE);
  if (server === null || password === null) throw new Error("No PostgreSQL runs there.");
  const write = withSession(urlOf(server, { user: OWNER_ROLE, password, database: DATABASE_NAME }), async (client) => {
    for (;;) await client.query("SELECT pg_logical_emit_message(true, 'ballast', repeat('x', 1000000))");
  });
  await expect(write).rejects.toThrow(/No space left|terminated/);
}

/** Every process of the product, by what it is; a number that changed is a restart. */
async function watchProcesses(root: string, forMs: number): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    const { supervisor, web, engine } = runningProcesses(root);
    for (const one of [`supervisor ${supervisor}`, `web ${web}`, `engine ${engine}`]) seen.add(one);
    await sleep(LOOK_EVERY_MS);
  }
  return seen;
}

test("a disk without room is told on the walls, nothing runs in circles, and with room again all goes on by itself (R4)", async ({
  page,
}) => {
  test.skip(disk === null, "mounting a small tmpfs needs root and the right to mount");
  if (disk === null) return;
  const folder = dataFolder({ QUORATE_DATA: disk.root });
  const wall = await page.context().newPage();
  await open(page, `/clusters/${slug}/live`);
  await open(wall, "/");
  await expect(verdict(page)).toContainText(/^1more failure/, { timeout: SEEN_WITHIN_MS });
  await expect(row(wall)).toContainText("OK", { timeout: SEEN_WITHIN_MS });
  const before = await watchProcesses(disk.root, 0.5);
  await disk.fill();
  const fullAt = performance.now();
  await Promise.all([page, wall].map((one) => expect(paused(one)).toBeVisible({ timeout: SEEN_WITHIN_MS })));
  const toldMs = performance.now() - fullAt;
  await exhaust(folder);
  const endedAtMs = Date.now();
  await sim.fault(NAME, { fault: "etcd-leader-killed" });
  const during = await watchProcesses(disk.root, FULL_FOR_MS);
  const starts = count(product.output(), STARTED_AGAIN);
  await expect(paused(page)).toBeVisible();
  const freedAtMs = Date.now();
  disk.free();
  await expect(paused(page)).toBeHidden({ timeout: SEEN_WITHIN_MS });
  await expect(verdict(page)).toContainText(/^0more failures/, { timeout: SEEN_WITHIN_MS });
  const backMs = Date.now() - freedAtMs;
  await expect(paused(wall)).toBeHidden({ timeout: SEEN_WITHIN_MS });
  const { rows } = await ask(admin.api, routes.listEvents, { query: { slug, limit: 100 } });
  const meanwhile = rows.filter(({ atMs }) => atMs > endedAtMs && atMs < freedAtMs);
  report({ id: "R4", what: "both walls say that history is paused after", value: seconds(toldMs), limit: "10 s" });
  report({ id: "R4", what: "events of the outage in the history", value: String(meanwhile.length), limit: ">= 1" });
  report({
    id: "R4",
    what: `starts of PostgreSQL in ${FULL_FOR_MS / 1000} s without room`,
    value: String(starts),
    limit: "0",
  });
  report({ id: "R4", what: "other processes started again", value: String(during.size - PROCESSES), limit: "0" });
  report({ id: "R4", what: "live again after there is room", value: seconds(backMs), limit: "printed" });
  expect(toldMs).toBeLessThan(TOLD_WITHIN_MS);
  expect(meanwhile.length).toBeGreaterThan(0);
  expect(starts).toBe(0);
  expect(during).toEqual(before);
  expect(count(product.output(), STARTED_AGAIN)).toBe(1);
  await sim.fault(NAME, { fault: "recovered" });
  await expect(verdict(page)).toContainText(/^1more failure/, { timeout: SEEN_WITHIN_MS });
});

const count = (text: string, line: string): number => text.split(line).length - 1;
