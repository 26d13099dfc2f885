import type { Page } from "@playwright/test";
import pg from "pg";
import { send } from "#e2e/product-api.ts";
import { currentDatabaseUrl } from "#lib/config/database-url.ts";
import { routes } from "#lib/core/api/index.ts";
import { untilInteractive } from "./open.ts";
import { type Row, timed } from "./report.ts";
import type { BenchStage } from "./stage.ts";

const RUNS = 20;
const WARM_UP = 3;
/** Below load balancers, masters and etcd: the first worker. */
const FIRST_ROW = 12;
const PRESSES_MAX = 40;
const FIRST_CORES = 10;

/** From Enter in the cell editor to the answer of the server, which it gives after the commit. */
export async function editRow(stage: BenchStage): Promise<Row> {
  const pool = databaseOf(stage.dataFolder);
  const page = await stage.browser.newPage();
  try {
    await untilInteractive(page, `${stage.product.address}/clusters/${stage.large.slug}/design`);
    await goToSpecs(page);
    const ours: number[] = [];
    for (let run = 0; run < RUNS + WARM_UP; run += 1) {
      const { takenMs, hostname, cores } = await editOnce(page, run);
      await expectStored(pool, { slug: stage.large.slug, hostname, cores });
      if (run >= WARM_UP) ours.push(takenMs);
    }
    const beside = [
      { name: "UPDATE", ms: await timed(RUNS, () => updateOne(pool, stage.large.slug)) },
      { name: "/healthz", ms: await timed(RUNS, () => ping(stage)) },
    ];
    return { name: "edit in 5,000, key press to committed row", ours, beside, goalMs: 100 };
  } finally {
    await page.close();
    await pool.end();
  }
}

/** The database of the started product, with the product's own login. */
function databaseOf(dataFolder: string): pg.Pool {
  process.env.QUORATE_DATA = dataFolder;
  delete process.env.DATABASE_URL;
  const url = currentDatabaseUrl();
  if (url === null) throw new Error("The database of the started product is not to be found");
  return new pg.Pool({ connectionString: url, max: 1 });
}

/** To the spec of the first worker, with a clock on Enter. */
export async function goToSpecs(page: Page): Promise<void> {
  await pressUntil(page, "ArrowDown", `cell-${FIRST_ROW}-`);
  await pressUntil(page, "ArrowRight", "Spec, ");
  await page.evaluate(() => {
    addEventListener(
      "keydown",
      ({ key, timeStamp }) => {
        if (key === "Enter") performance.mark("enter", { startTime: timeStamp });
      },
      true,
    );
  });
}

/** Presses a key until the active cell has this beginning of its id or of its label. */
async function pressUntil(page: Page, key: string, start: string): Promise<void> {
  for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
    const active = await page.evaluate(() => [
      document.activeElement?.closest("[role=gridcell]")?.id ?? "",
      document.activeElement?.getAttribute("aria-label") ?? "",
    ]);
    if (active.some((text) => text.startsWith(start))) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} in the table never led to ${start}`);
}

/** Types another size over a machine's spec, one row further down each time. */
export async function editOnce(page: Page, run: number) {
  const cores = FIRST_CORES + run;
  const hostname = (await page.textContent(`#cell-${FIRST_ROW + run}-0`)) ?? "";
  await page.evaluate(() => {
    performance.clearMarks("enter");
    performance.clearResourceTimings();
  });
  await page.keyboard.type(`${cores}C-64G-150G`);
  await page.keyboard.press("Enter");
  const answered = await page.waitForFunction(() => {
    const isEdit = ({ name }: PerformanceEntry): boolean => name.endsWith("/plan/edits");
    const call = performance.getEntriesByType("resource").find(isEdit);
    const enter = performance.getEntriesByName("enter").at(-1);
    if (!(call instanceof PerformanceResourceTiming) || enter === undefined) return null;
    return { takenMs: call.responseEnd - enter.startTime, status: call.responseStatus };
  });
  const { takenMs, status } = (await answered.jsonValue()) ?? { takenMs: Number.NaN, status: 0 };
  if (status !== 200) throw new Error(`The edit of ${hostname} was answered with ${status}`);
  return { takenMs, hostname, cores };
}

interface Stored {
  readonly slug: string;
  readonly hostname: string;
  readonly cores: number;
}

async function expectStored(pool: pg.Pool, { slug, hostname, cores }: Stored): Promise<void> {
  const { rows } = await pool.query<{ cpu_cores: number }>(
    "SELECT cpu_cores FROM machine JOIN cluster ON cluster.id = cluster_id WHERE slug = $1 AND hostname = $2",
    [slug, hostname],
  );
  if (rows[0]?.cpu_cores !== cores) throw new Error(`${hostname} has ${rows[0]?.cpu_cores} cores, not ${cores}`);
}

/** One statement is one transaction: this waits for the disk as every commit does. */
function updateOne(pool: pg.Pool, slug: string): Promise<unknown> {
  return pool.query(
    "UPDATE machine SET cpu_cores = cpu_cores + 1 WHERE hostname = 'worker4999' AND cluster_id = (SELECT id FROM cluster WHERE slug = $1)",
    [slug],
  );
}

async function ping({ api }: BenchStage): Promise<void> {
  await (await send(api, routes.health, {})).text();
}
