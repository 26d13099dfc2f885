import type { BrowserContext, Page } from "@playwright/test";
import type { Count, Row } from "./report.ts";
import type { BenchStage } from "./stage.ts";

export const TABLE = "[data-pane=table] [role=grid]";
const RUNS = 5;
const ELEMENTS_MAX = 6000;
/** Chromium draws the address bar of a new window with scripts of its own, a third of a second of one core. */
const WINDOW_MS = 1000;

/** What must be in the page before the person can work: parts of the drawing, and rows of the table. */
const DRAWN = ".canvas-stage .react-flow__node";
const ROWS = `${TABLE} [role=gridcell]`;
/** The active cell holds the field that has the focus of the table. */
const ACTIVE_FIELD = `${ROWS} input`;

export async function openRow({ browser, product, large, empty }: BenchStage): Promise<Row> {
  const address = (slug: string): string => `${product.address}/clusters/${slug}/design`;
  const [ours, floor]: [number[], number[]] = [[], []];
  // In turns, so that a busy moment of the machine meets both.
  for (let run = 0; run < RUNS; run += 1) {
    floor.push(await openEmpty(browser, address(empty)));
    ours.push(await openInteractive(browser, address(large.slug)));
  }
  return {
    name: "open 5,000 workers to interactive",
    ours,
    beside: [{ name: "empty plan", ms: floor }],
    goalMs: 1500,
  };
}

export async function elementCount({ browser, product, large }: BenchStage): Promise<Count> {
  const page = await browser.newPage();
  await untilInteractive(page, `${product.address}/clusters/${large.slug}/design`);
  const value = await page.evaluate(() => document.querySelectorAll("*").length);
  await page.close();
  return { name: "DOM elements at 5,000 workers", value, goal: ELEMENTS_MAX };
}

/** Milliseconds from the start of the navigation, in a window of its own, until a key press in the table is answered. */
export async function openInteractive(browser: BrowserContext, address: string): Promise<number> {
  const page = await openWindow(browser);
  const takenMs = await untilInteractive(page, address);
  await page.close();
  return takenMs;
}

export async function untilInteractive(page: Page, address: string): Promise<number> {
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(
    ([drawn, field]) => document.querySelector(drawn) !== null && document.querySelector(field) !== null,
    [DRAWN, ACTIVE_FIELD] as const,
    { polling: "raf" },
  );
  await page.focus(ACTIVE_FIELD);
  await page.keyboard.press("ArrowDown");
  const answered = await page.waitForFunction(
    () => (document.activeElement?.closest("[role=gridcell]")?.id === "cell-1-0" ? performance.now() : null),
    null,
    { polling: "raf" },
  );
  return (await answered.jsonValue()) ?? Number.NaN;
}

/** The same page without machines: canvas and table are there, and there is no row to answer. */
async function openEmpty(browser: BrowserContext, address: string): Promise<number> {
  const page = await openWindow(browser);
  await page.goto(address, { waitUntil: "commit" });
  const drawn = await page.waitForFunction(
    ([stage, table]) =>
      document.querySelector(stage) !== null && document.querySelector(table) !== null ? performance.now() : null,
    [".canvas-stage", TABLE] as const,
    { polling: "raf" },
  );
  const takenMs = (await drawn.jsonValue()) ?? Number.NaN;
  await page.close();
  return takenMs;
}

/** An empty window that has been drawn. */
export async function openWindow(browser: BrowserContext): Promise<Page> {
  const page = await browser.newPage();
  await page.waitForTimeout(WINDOW_MS);
  return page;
}
