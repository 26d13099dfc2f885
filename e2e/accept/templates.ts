import { editOnce, goToSpecs } from "#e2e/bench/edit.ts";
import { FRAME_GOAL_MS, framesDuring, STEPS } from "#e2e/bench/frames.ts";
import { openInteractive, openWindow, TABLE, untilInteractive } from "#e2e/bench/open.ts";
import { median, quantile } from "#e2e/bench/report.ts";
import { signedInBrowser } from "#e2e/bench/stage.ts";
import { ask } from "#e2e/product-api.ts";
import { routes } from "#lib/core/api/index.ts";
import { TemplateId, type Totals } from "#lib/core/api/plans.ts";
import { type Check, judge, type Running } from "./check.ts";

/** Hosts, cores, GiB and GB as the worked plans were specified. */
const TOTALS: Readonly<Record<TemplateId, string>> = {
  blank: "0 hosts, 0C, 0G, 0G",
  T1: "3 hosts, 12C, 24G, 300G",
  T2: "8 hosts, 52C, 200G, 2050G",
  T2b: "8 hosts, 52C, 200G, 2950G",
  T3: "13 hosts, 120C, 456G, 4070G",
  T4: "40 hosts, 480C, 1944G, 26820G",
  T5: "23 hosts, 248C, 1024G, 19120G",
  T6: "1226 hosts, 38936C, 155584G, 859248G",
};
const OPEN_GOAL_MS = 1500;
const EDIT_GOAL_MS = 100;
const OPENINGS = 3;
const EDITS = 8;
/** Wheel travel of one step through the table, in px. */
const SCROLL_PX = 400;

export const templates: Check = {
  point: 3,
  title: "templates",
  run: async (site) => {
    const running = await site.running();
    const faults: string[] = [];
    const slugs = new Map<TemplateId, string>();
    for (const template of TemplateId.options) {
      const body = { name: `Template ${template}`, template };
      const { slug, totals } = await ask(running.admin.api, routes.addCluster, { body });
      slugs.set(template, slug);
      const got = totalsText(totals);
      if (got !== TOTALS[template]) faults.push(`${template} has ${got}, not ${TOTALS[template]}`);
    }
    const { openMs, frameMs, editMs } = await workWith(running, slugs.get("T6") ?? "");
    if (openMs > OPEN_GOAL_MS) faults.push(`T6 takes more than ${OPEN_GOAL_MS} ms to open`);
    if (frameMs > FRAME_GOAL_MS) faults.push(`T6 scrolls with frames over ${FRAME_GOAL_MS} ms`);
    if (editMs > EDIT_GOAL_MS) faults.push(`an edit of T6 takes more than ${EDIT_GOAL_MS} ms`);
    return judge(
      faults,
      `totals of ${slugs.size} templates; T6 opens in ${openMs.toFixed(0)} ms, scrolls with frames of ${frameMs.toFixed(1)} ms (p95), an edit is stored in ${editMs.toFixed(0)} ms`,
    );
  },
};

function totalsText({ machines, cpuCores, memoryMiB, systemDiskGB, dataDiskGB }: Totals): string {
  return `${machines} hosts, ${cpuCores}C, ${memoryMiB / 1024}G, ${systemDiskGB + dataDiskGB}G`;
}

/** Opens the plan, scrolls its table down and up, edits it. */
async function workWith({ product, admin }: Running, slug: string) {
  const { browser, close } = await signedInBrowser(admin);
  try {
    const address = `${product.address}/clusters/${slug}/design`;
    const openings: number[] = [];
    for (let run = 0; run < OPENINGS; run += 1) openings.push(await openInteractive(browser, address));
    const page = await openWindow(browser);
    await untilInteractive(page, address);
    await page.locator(TABLE).hover();
    const scroll = (step: number): number => (step < STEPS / 2 ? SCROLL_PX : -SCROLL_PX);
    const frames = await framesDuring(page, (_, step) => page.mouse.wheel(0, scroll(step)));
    await goToSpecs(page);
    const edits: number[] = [];
    for (let run = 0; run < EDITS; run += 1) edits.push((await editOnce(page, run)).takenMs);
    return { openMs: median(openings), frameMs: quantile(frames, 0.95), editMs: median(edits) };
  } finally {
    await close();
  }
}
