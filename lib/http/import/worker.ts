import { randomUUID } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { importPlan } from "#lib/core/import/import-plan.ts";
import { importTable, type TableChoices } from "#lib/core/import/import-table.ts";
import type { ImportRefusal } from "#lib/core/import/refusal.ts";

/** What the runner hands over: the body, transferred and not copied, and the choices of the query. */
export interface ImportJob {
  readonly source: "table" | "plan";
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly choices: TableChoices;
}

/** The answer as JSON bytes, which change threads without a copy. */
export type ImportOutcome =
  | { readonly ok: true; readonly json: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly refusal: ImportRefusal };

async function read({ source, bytes, choices }: ImportJob) {
  return source === "plan" ? importPlan(bytes) : importTable(bytes, choices, randomUUID);
}

// The runner is the only one to start this file, and it sends nothing but an ImportJob, one at a time.
parentPort?.on("message", async (job: ImportJob) => {
  const outcome = await read(job);
  if (outcome.ok) {
    const json = new TextEncoder().encode(JSON.stringify(outcome.value));
    parentPort?.postMessage({ ok: true, json } satisfies ImportOutcome, [json.buffer]);
  } else {
    parentPort?.postMessage(outcome satisfies ImportOutcome);
  }
});
