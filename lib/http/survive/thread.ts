import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { processWide } from "#lib/auth/process-wide.ts";
import { BadInput, Unavailable } from "#lib/http/errors.ts";
import type { SurviveJob, SurviveOutcome } from "./worker.ts";

const QUEUE_MAX = 32;
const DEADLINE_MS = 10_000;
const RETRY_AFTER_S = 5;
const HEAP_MIB = 768;
/** Models are deep in places: a plan of 20,000 machines has long chains of gates. */
const STACK_MIB = 8;

// By path and not by import: a bundler must leave the file alone, because the worker runs the source as it is.
const WORKER_FILE = join(/* turbopackIgnore: true */ process.cwd(), "lib/http/survive/worker.ts");

interface Thread {
  worker: Worker | null;
  last: Promise<unknown>;
  waiting: number;
}

const thread = processWide<Thread>("survive-thread", () => ({ worker: null, last: Promise.resolve(), waiting: 0 }));

/**
 * Runs the engine in a thread of its own that stays warm: a large plan takes tens of milliseconds with its candidates,
 * and would stop every other request meanwhile. Throws 422 when a plan is too entangled or too slow, 503 when too
 * many wait.
 */
export async function runSurvive(job: SurviveJob, deadlineMs = DEADLINE_MS): Promise<Uint8Array<ArrayBuffer>> {
  if (thread.waiting >= QUEUE_MAX) {
    throw new Unavailable(RETRY_AFTER_S, {
      code: "analysis-busy",
      detail: `${QUEUE_MAX} analyses are waiting already. Try again in a few seconds.`,
    });
  }
  thread.waiting += 1;
  const turn = thread.last.then(() => inThread(job, deadlineMs));
  thread.last = turn.catch(() => undefined).finally(() => (thread.waiting -= 1));
  const outcome = await turn;
  if (outcome.ok) return outcome.json;
  throw new BadInput({ code: `analysis-${outcome.reason}`, detail: REASONS[outcome.reason] });
}

type Refusal = Extract<SurviveOutcome, { ok: false }>["reason"] | "too-slow";
type Outcome = SurviveOutcome | { readonly ok: false; readonly reason: "too-slow" };

const REASONS: Readonly<Record<Refusal, string>> = {
  "too-large":
    "The failure logic of this plan grows too large to be analysed exactly. Name zones and racks, or split the plan.",
  "too-slow": "The analysis of this plan took too long and was stopped. Name zones and racks, or split the plan.",
};

/** Starts the thread, which then rehearses: the first analysis is answered like a later one. */
export function prepareSurvive(): void {
  thread.worker ??= startWorker();
}

function inThread(job: SurviveJob, deadlineMs: number): Promise<Outcome> {
  const worker = thread.worker ?? startWorker();
  thread.worker = worker;
  return new Promise<Outcome>((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      worker.off("message", answered);
      worker.off("error", broke);
    };
    const answered = (outcome: SurviveOutcome) => {
      done();
      resolve(outcome);
    };
    const broke = (error: Error) => {
      done();
      replaceWorker(worker);
      const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
      if (isMemory) resolve({ ok: false, reason: "too-large" });
      else reject(new Error("the survive worker failed", { cause: error }));
    };
    const timer = setTimeout(() => {
      done();
      replaceWorker(worker);
      resolve({ ok: false, reason: "too-slow" });
    }, deadlineMs);
    worker.on("message", answered);
    worker.on("error", broke);
    worker.postMessage(job);
  });
}

function startWorker(): Worker {
  const worker = new Worker(WORKER_FILE, {
    // Nothing of the server's environment is the engine's business.
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB, stackSizeMb: STACK_MIB },
  });
  // An idle engine must not keep the server from ending, nor end it by breaking while nobody waits for it.
  worker.unref();
  worker.on("error", () => replaceWorker(worker));
  return worker;
}

function replaceWorker(worker: Worker): void {
  if (thread.worker === worker) thread.worker = null;
  void worker.terminate();
}
