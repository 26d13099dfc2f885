import type { Plan } from "#lib/core/plan/plan.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";

export interface AnalysisOrder {
  readonly id: number;
  readonly plan: Plan;
}

export type AnalysisReply =
  | { readonly id: number; readonly analysis: Analysis }
  | { readonly id: number; readonly failure: string };

function answer({ id, plan }: AnalysisOrder): AnalysisReply {
  try {
    return { id, analysis: analyse(plan) };
  } catch (error) {
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener("message", (event: MessageEvent<AnalysisOrder>) => postMessage(answer(event.data)));
