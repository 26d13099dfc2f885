import { parentPort } from "node:worker_threads";
import type { Plan } from "#lib/core/plan/plan.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { TooManyNodes } from "#lib/core/survive/bdd/node-store.ts";
import { compile } from "#lib/core/survive/model/compile.ts";
import { modelOf } from "#lib/core/survive/model/model-of.ts";
import { rehearseInTurns } from "#lib/core/survive/rehearse.ts";
import { evaluate } from "#lib/core/survive/scenario/evaluate.ts";

/** Null = the whole analysis; else the elements that are down. */
export interface SurviveJob {
  readonly plan: Plan;
  readonly dead: readonly string[] | null;
}

/** The answer as JSON bytes, which change threads without a copy. */
export type SurviveOutcome =
  | { readonly ok: true; readonly json: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly reason: "too-large" };

function answer({ plan, dead }: SurviveJob): SurviveOutcome {
  try {
    const result = dead === null ? analyse(plan) : evaluate(compile(modelOf(plan).tree), dead, plan.options.demand);
    return { ok: true, json: new TextEncoder().encode(JSON.stringify(result)) };
  } catch (error) {
    if (error instanceof TooManyNodes) return { ok: false, reason: "too-large" };
    throw error;
  }
}

const endRehearsal = rehearseInTurns();

// One job at a time: the thread stays, so that its code stays compiled.
parentPort?.on("message", (job: SurviveJob) => {
  endRehearsal();
  const outcome = answer(job);
  parentPort?.postMessage(outcome, outcome.ok ? [outcome.json.buffer] : []);
});
