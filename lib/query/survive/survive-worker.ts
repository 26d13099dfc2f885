import type { Machine } from "#lib/core/plan/machine.ts";
import { analyse, withCandidates } from "#lib/core/survive/analyse.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { TooManyNodes } from "#lib/core/survive/bdd/node-store.ts";
import { rehearseInTurns } from "#lib/core/survive/rehearse.ts";
import { type PlanParcel, unpackPlan } from "./plan-parcel.ts";

export interface AnalysisOrder {
  readonly id: number;
  readonly parcel: PlanParcel;
}

/** What the candidates add to a verdict. */
export type Completion = Pick<Analysis, "candidates" | "hasCandidates" | "headline" | "twoSite">;

/** Each order is answered by a verdict and then its completion, or by a refusal; whatever else goes wrong ends the thread. */
export type AnalysisReply =
  | { readonly id: number; readonly verdict: Analysis; readonly tookMs: number }
  | { readonly id: number; readonly completion: Completion }
  | { readonly id: number; readonly failure: "too-large" };

/** Of the newest order. */
let held: readonly Machine[] = [];

function answer({ id, parcel }: AnalysisOrder): void {
  const plan = unpackPlan(parcel, held);
  held = plan.machines;
  const send = (reply: AnalysisReply) => postMessage(reply);
  try {
    const start = performance.now();
    const verdict = analyse(plan, { candidates: false });
    send({ id, verdict, tookMs: performance.now() - start });
    const { candidates, hasCandidates, headline, twoSite } = withCandidates(plan, verdict);
    send({ id, completion: { candidates, hasCandidates, headline, twoSite } });
  } catch (error) {
    if (!(error instanceof TooManyNodes)) throw error;
    send({ id, failure: "too-large" });
  }
}

// While the page comes to rest.
const endRehearsal = rehearseInTurns();

addEventListener("message", (event: MessageEvent<AnalysisOrder>) => {
  endRehearsal();
  answer(event.data);
});
