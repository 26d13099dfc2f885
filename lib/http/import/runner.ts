import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { type ImportRefusal, refusalText, refuse } from "#lib/core/import/refusal.ts";
import { JsonText } from "#lib/http/answer.ts";
import { BadInput, Unavailable } from "#lib/http/errors.ts";
import type { ImportJob, ImportOutcome } from "./worker.ts";

const WORKERS_MAX = 2;
const QUEUE_MAX = 8;
const DEADLINE_MS = 10_000;
const RETRY_AFTER_S = 5;
/** An idle thread keeps the garbage of its last import; V8 has had faults where threads come and go at a high rate. */
const KEEP_MS = 60_000;
const HEAP_MIB = 384;
const YOUNG_HEAP_MIB = 16;
const STACK_MIB = 4;

// By path and not by import: a bundler must leave the file alone, because the worker runs the source as it is.
const WORKER_FILE = join(/* turbopackIgnore: true */ process.cwd(), "lib/http/import/worker.ts");

let running = 0;
const waiting: (() => void)[] = [];
/** Threads between two imports, the one that worked last at the end. */
const idle: IdleThread[] = [];

interface IdleThread {
  readonly worker: Worker;
  readonly goodbye: NodeJS.Timeout;
}

/**
 * Parses an import in a thread of its own, so that a hostile file can neither block requests nor take the server's
 * memory. Throws 422 when it is refused, 503 when too many imports wait.
 */
export async function runImport(job: ImportJob, deadlineMs = DEADLINE_MS): Promise<JsonText> {
  await takeTurn();
  try {
    const outcome = await inWorker(job, deadlineMs);
    if (outcome.ok) return new JsonText(outcome.json);
    throw refused(outcome.refusal);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

async function takeTurn(): Promise<void> {
  if (running >= WORKERS_MAX) {
    if (waiting.length >= QUEUE_MAX) {
      throw new Unavailable(RETRY_AFTER_S, {
        code: "imports-busy",
        detail: `${WORKERS_MAX + QUEUE_MAX} imports are being read already. Try again in a few seconds.`,
      });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
}

async function inWorker(job: ImportJob, deadlineMs: number): Promise<ImportOutcome> {
  const worker = takeIdle() ?? startWorker();
  let isReusable = false;
  try {
    return await new Promise<ImportOutcome>((resolve, reject) => {
      const timer = setTimeout(() => resolve(refuse("too-slow")), deadlineMs);
      worker.once("message", (outcome: ImportOutcome) => {
        clearTimeout(timer);
        isReusable = true;
        resolve(outcome);
      });
      worker.once("error", (error) => {
        const isMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
        if (isMemory) resolve(refuse("too-much-memory"));
        else reject(new Error("the import worker failed", { cause: error }));
      });
      worker.once("exit", () => {
        clearTimeout(timer);
        reject(new Error("the import worker ended without an answer"));
      });
      worker.postMessage(job, [job.bytes.buffer]);
    });
  } finally {
    if (isReusable) keep(worker);
    else void worker.terminate();
  }
}

function startWorker(): Worker {
  return new Worker(WORKER_FILE, {
    // Nothing of the server's environment is the parser's business.
    env: {},
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: HEAP_MIB,
      maxYoungGenerationSizeMb: YOUNG_HEAP_MIB,
      stackSizeMb: STACK_MIB,
    },
  });
}

function takeIdle(): Worker | null {
  const thread = idle.pop();
  if (thread === undefined) return null;
  clearTimeout(thread.goodbye);
  forget(thread.worker);
  thread.worker.ref();
  return thread.worker;
}

/** By their names: Node listens to its own workers too. */
function forget(worker: Worker): void {
  for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
}

/** The next import finds its thread at work: to start one takes longer than to read a small table. */
function keep(worker: Worker): void {
  const drop = (): void => {
    const at = idle.findIndex((thread) => thread.worker === worker);
    if (at >= 0) idle.splice(at, 1);
    void worker.terminate();
  };
  forget(worker);
  idle.push({ worker, goodbye: setTimeout(drop, KEEP_MS).unref() });
  worker.once("error", drop).once("exit", drop).unref();
}

function refused(refusal: ImportRefusal): BadInput {
  const { code, line, column, evidence } = refusal;
  return new BadInput({
    code: `import-${code}`,
    detail: refusalText(refusal),
    extra: { refusal: { code, line, column, evidence } },
  });
}
