import { expect, test } from "#e2e/fixtures.ts";
import { largePlan } from "#lib/core/scene/layout/sample-plans.ts";
import { openTable, type TablePage } from "./table-page.ts";

const WORKERS = 5000;
/** With the balancers, masters and etcd machines in front of them. */
const MACHINES = "5,012";
const WHEEL_TURNS = 60;
const WHEEL_PX = 240;
const SIDEWAYS_PX = 300;

test("5,000 machines scroll without a blank frame", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("viewer");
  const table = await openTable(page, await newCluster({ plan: largePlan(WORKERS) }));
  await expect(table.totals).toContainText(`${MACHINES} machines`);
  await table.grid.hover();
  const watch = await watchForBlanks(table);
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, WHEEL_PX);
  for (const key of ["Control+End", "PageUp", "PageUp", "Control+Home", "PageDown"]) {
    await table.grid.focus();
    await page.keyboard.press(key);
  }
  await expect(page.getByRole("textbox", { name: "Host name, worker1", exact: true })).toBeFocused();
  const { frames, blank } = await watch.evaluate((counted) => counted);
  console.log(`  ${frames} frames while 5,000 machines scrolled, ${blank} of them with a blank row`);
  expect(frames).toBeGreaterThan(10);
  expect(blank).toBe(0);
});

test("an edit among 5,000 machines draws its own row, within two frames", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("editor");
  const table = await openTable(page, await newCluster({ plan: largePlan(WORKERS) }));
  await (await table.cell("master2", "Spec")).click();
  const texts = ["16C-64G-1T", "16C-64G-2T", "16C-64G-3T", "16C-64G-4T"];
  for (const text of texts) {
    await page.keyboard.type(text);
    const cost = await watchEdit(table, text);
    await page.keyboard.press("Tab");
    const { rows, frames, ms } = await cost.evaluate(({ seen }) => seen);
    console.log(`  ${text}: ${rows} row drawn, painted after ${frames} frames and ${ms.toFixed(0)} ms`);
    expect(rows).toEqual(["master2"]);
    expect(frames).toBeLessThanOrEqual(2);
    await page.keyboard.press("ArrowLeft");
  }
});

test("row numbers and host names stay in sight when the table is scrolled sideways", async ({
  signedInPage,
  newCluster,
}) => {
  const page = await signedInPage("viewer");
  const table = await openTable(page, await newCluster({ plan: largePlan(WORKERS) }));
  const name = await table.cell("master2", "Host name");
  const number = table.row("master2").getByRole("rowheader");
  const places = async () => [(await number.boundingBox())?.x, (await name.boundingBox())?.x];
  const before = await places();
  await table.grid.hover();
  await page.mouse.wheel(SIDEWAYS_PX, 0);
  await expect.poll(() => table.grid.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
  await expect.poll(places).toEqual(before);
  await page.mouse.wheel(-SIDEWAYS_PX, 0);
  await expect.poll(() => table.grid.evaluate(({ scrollLeft }) => scrollLeft)).toBe(0);
  await expect.poll(places).toEqual(before);
});

/** Looks at every frame whether rows cover the view from the header down. */
function watchForBlanks({ grid }: TablePage) {
  return grid.evaluateHandle((scroller) => {
    const { left, top, bottom } = scroller.getBoundingClientRect();
    const places = [top + 40, (top + bottom) / 2, bottom - 24];
    const counted = { frames: 0, blank: 0 };
    const look = (): void => {
      const isCovered = (y: number): boolean =>
        document.elementFromPoint(left + 60, y)?.closest("[role=gridcell]") !== null;
      counted.frames += 1;
      if (!places.every(isCovered)) counted.blank += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return counted;
  });
}

interface EditCost {
  /** Host names of the rows that the page changed meanwhile. */
  readonly rows: readonly string[];
  readonly frames: number;
  readonly ms: number;
}

/** From the key that commits to the frame that shows the text. */
function watchEdit({ grid }: TablePage, text: string) {
  return grid.evaluateHandle((scroller, wanted) => {
    const rows = new Set<string>();
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        // A cell that is left gives up the element of its text: nothing of that is drawn any more.
        if (!target.isConnected) continue;
        const row = (target instanceof Element ? target : target.parentElement)?.closest("[role=row]");
        rows.add(row?.querySelector("[role=gridcell]")?.textContent ?? "header");
      }
    });
    const seen = new Promise<EditCost>((done) => {
      const commit = ({ key, timeStamp }: KeyboardEvent): void => {
        if (key !== "Tab") return;
        removeEventListener("keydown", commit, true);
        observer.observe(scroller, { subtree: true, childList: true, characterData: true });
        let frames = 0;
        const look = (): void => {
          frames += 1;
          if (scroller.textContent?.includes(wanted) !== true) return void requestAnimationFrame(look);
          // A task after the frame runs when it is painted.
          setTimeout(() => {
            observer.disconnect();
            done({ rows: [...rows], frames, ms: performance.now() - timeStamp });
          });
        };
        requestAnimationFrame(look);
      };
      addEventListener("keydown", commit, true);
    });
    return { seen };
  }, text);
}
