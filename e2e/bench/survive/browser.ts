import type { Page } from "@playwright/test";
import type { Row } from "#e2e/bench/report.ts";
import { addPlan, type BenchStage } from "#e2e/bench/stage.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";

const RUNS = 12;
const WARM_FROM = 6;

/** The product's own worker in Chromium: order to answer, candidates included, with the plan copied to it each time. */
export async function browserRows({ browser, product, api }: BenchStage): Promise<Row[]> {
  const slug = await addPlan(api, largePlan());
  const page = await browser.newPage();
  try {
    const script = await workerOf(page, `${product.address}/clusters/${slug}/design`);
    const taken = await page.evaluate(runWorker, { script, plan: largePlan(), runs: RUNS });
    return [
      { name: "survive in Chromium, first answer", ours: taken.slice(0, 1), beside: [], goalMs: 20 },
      { name: "survive in Chromium, warm", ours: taken.slice(WARM_FROM), beside: [], goalMs: 5 },
    ];
  } finally {
    await page.close();
  }
}

/** Address of the worker's script as the page itself starts it. */
async function workerOf(page: Page, address: string): Promise<string> {
  const started = page.waitForEvent("worker", { timeout: 60_000 });
  await page.goto(address);
  return (await started).url();
}

/** Runs in the page. */
async function runWorker({ script, plan, runs }: { script: string; plan: unknown; runs: number }): Promise<number[]> {
  const worker = new Worker(script, { type: "module" });
  const taken: number[] = [];
  for (let id = 1; id <= runs; id += 1) {
    const startedAt = performance.now();
    await new Promise((done) => {
      worker.onmessage = done;
      worker.postMessage({ id, plan });
    });
    taken.push(performance.now() - startedAt);
  }
  worker.terminate();
  return taken;
}
