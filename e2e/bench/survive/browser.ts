import type { Page } from "@playwright/test";
import type { Row } from "#e2e/bench/report.ts";
import { addPlan, type BenchStage } from "#e2e/bench/stage.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { packPlan } from "#lib/query/survive/plan-parcel.ts";
import type { AnalysisOrder } from "#lib/query/survive/survive-worker.ts";
import { densePlan } from "#lib/testing/plans/dense-plan.ts";
import { largePlan } from "#lib/testing/plans/large-plan.ts";

/** As many as in Node before the compiler has seen enough. */
const WARM_FROM = 120;
const RUNS = WARM_FROM + 15;
/** Fresh threads, each asked once. */
const THREADS = 5;
/** What the page waits between starting the thread and the first order on a large plan. */
const REST_MS = 500;

/** What one thread says of its orders: from order to verdict, from order to the last word, and its own stopwatch. */
interface Taken {
  readonly engineMs: readonly number[];
  readonly verdictMs: readonly number[];
  readonly completeMs: readonly number[];
}

/** The product's own worker in Chromium. `engine` is what the goals are of; the rest carries the edited machine to it and the verdict back. */
export async function browserRows({ browser, product, api }: BenchStage): Promise<Row[]> {
  const slug = await addPlan(api, largePlan());
  const page = await browser.newPage();
  try {
    const script = await workerOf(page, `${product.address}/clusters/${slug}/design`);
    const ask = (plan: Plan, runs: number) => {
      const orders = ordersOf(plan, runs);
      return page.evaluate(runWorker, { script, orders, restMs: REST_MS });
    };
    const first: Taken[] = [];
    const dense: Taken[] = [];
    for (let thread = 0; thread < THREADS; thread += 1) {
      first.push(await ask(largePlan(), 1));
      dense.push(await ask(densePlan(), 1));
    }
    const warm = await ask(largePlan(), RUNS);
    const after = (taken: readonly number[]) => taken.slice(WARM_FROM);
    const carried = [{ name: "the engine alone", ms: after(warm.engineMs) }];
    return [
      {
        name: "survive in Chromium, first order",
        ours: first.flatMap(({ engineMs }) => engineMs),
        beside: [],
        goalMs: 20,
      },
      { name: "survive in Chromium, warm", ours: after(warm.engineMs), beside: [], goalMs: 5 },
      { name: "survive in Chromium, order to verdict", ours: after(warm.verdictMs), beside: carried, goalMs: null },
      { name: "survive in Chromium, order to candidates", ours: after(warm.completeMs), beside: carried, goalMs: null },
      {
        name: "survive in Chromium, 123 variables, first order",
        ours: dense.flatMap(({ engineMs }) => engineMs),
        beside: [],
        goalMs: 50,
      },
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

/** The plan, and then one machine after the other with a core more, as the page orders after an edit. */
function ordersOf(plan: Plan, runs: number): AnalysisOrder[] {
  const orders: AnalysisOrder[] = [{ id: 1, parcel: packPlan(plan, []) }];
  let { machines } = plan;
  for (let id = 2; id <= runs; id += 1) {
    const edited = machines.map((each, index) =>
      index === id % machines.length ? { ...each, cpuCores: (each.cpuCores ?? 0) + 1 } : each,
    );
    orders.push({ id, parcel: packPlan({ ...plan, machines: edited }, machines) });
    machines = edited;
  }
  return orders;
}

interface Orders {
  readonly script: string;
  readonly orders: readonly AnalysisOrder[];
  readonly restMs: number;
}

/** Runs in the page. */
async function runWorker({ script, orders, restMs }: Orders): Promise<Taken> {
  // The bundler makes a classic script of it, whatever the source asks for.
  const worker = new Worker(script);
  const engineMs: number[] = [];
  const verdictMs: number[] = [];
  const completeMs: number[] = [];
  await new Promise((rested) => setTimeout(rested, restMs));
  for (const order of orders) {
    const startedAt = performance.now();
    await new Promise<void>((done, broke) => {
      worker.onerror = ({ message }) => broke(new Error(message));
      worker.onmessage = ({ data }) => {
        const ms = performance.now() - startedAt;
        if ("verdict" in data) {
          verdictMs.push(ms);
          engineMs.push(data.tookMs);
        } else {
          completeMs.push(ms);
          done();
        }
      };
      worker.postMessage(order);
    });
  }
  worker.terminate();
  return { engineMs, verdictMs, completeMs };
}
