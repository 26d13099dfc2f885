import { largePlan } from "#lib/core/scene/layout/sample-plans.ts";
import { expect, test } from "./fixtures.ts";
import { openTable, type TablePage } from "./table-page.ts";

const WORKERS = 5000;
/** With the balancers, masters and etcd machines in front of them. */
const MACHINES = "5,012";
const WHEEL_TURNS = 60;
const WHEEL_PX = 240;

test("5,000 machines scroll without a blank frame", async ({ signedInPage, newCluster }) => {
  const page = await signedInPage("viewer");
  const table = await openTable(page, await newCluster({ plan: largePlan(WORKERS) }));
  await expect(table.totals).toContainText(`${MACHINES} machines`);
  await table.grid.hover();
  const watch = watchForBlanks(table);
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, WHEEL_PX);
  for (const key of ["Control+End", "PageUp", "PageUp", "Control+Home", "PageDown"]) {
    await table.grid.focus();
    await page.keyboard.press(key);
  }
  await expect(page.getByRole("textbox", { name: "Host name, worker1", exact: true })).toBeFocused();
  await page.evaluate(() => dispatchEvent(new Event("seen")));
  const { frames, blank } = await watch;
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
    const cost = editCost(table, text);
    await page.keyboard.press("Tab");
    const { rows, frames, ms } = await cost;
    console.log(`  ${text}: ${rows} row drawn, painted after ${frames} frames and ${ms.toFixed(0)} ms`);
    expect(rows).toEqual(["master2"]);
    expect(frames).toBeLessThanOrEqual(2);
    await page.keyboard.press("ArrowLeft");
  }
});

/** Looks at every frame, until told that it has seen enough, whether rows cover the view from the header down. */
function watchForBlanks({ grid }: TablePage): Promise<{ frames: number; blank: number }> {
  return grid.evaluate(
    (scroller) =>
      new Promise<{ frames: number; blank: number }>((done) => {
        const { left, top, bottom } = scroller.getBoundingClientRect();
        const places = [40, 0.5 * (bottom - top), bottom - top - 24].map((offset) => top + offset);
        const counted = { frames: 0, blank: 0 };
        let isOver = false;
        addEventListener("seen", () => {
          isOver = true;
        });
        const look = (): void => {
          const isCovered = (y: number): boolean =>
            document.elementFromPoint(left + 60, y)?.closest("[role=gridcell]") !== null;
          counted.frames += 1;
          if (!places.every(isCovered)) counted.blank += 1;
          if (isOver) done(counted);
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
}

/** From the key that commits to the frame that shows the text; and which rows the page changed meanwhile. */
function editCost({ grid }: TablePage, text: string): Promise<{ rows: string[]; frames: number; ms: number }> {
  return grid.evaluate(
    (scroller, wanted) =>
      new Promise<{ rows: string[]; frames: number; ms: number }>((done) => {
        const rows = new Set<string>();
        const observer = new MutationObserver((changes) => {
          for (const { target } of changes) {
            const row = target.parentElement?.closest("[role=row]");
            const name = row?.querySelector("[role=gridcell]")?.textContent;
            if (name !== null && name !== undefined) rows.add(name);
          }
        });
        observer.observe(scroller, { subtree: true, childList: true, characterData: true, attributes: true });
        const commit = ({ key, timeStamp }: KeyboardEvent): void => {
          if (key !== "Tab") return;
          removeEventListener("keydown", commit, true);
          let frames = 0;
          const look = (): void => {
            frames += 1;
            if (!scroller.textContent?.includes(wanted)) return void requestAnimationFrame(look);
            // A task after the frame runs when it is painted.
            setTimeout(() => {
              observer.disconnect();
              done({ rows: [...rows], frames, ms: performance.now() - timeStamp });
            });
          };
          requestAnimationFrame(look);
        };
        addEventListener("keydown", commit, true);
      }),
    text,
  );
}
