import { type PlanProblem, problemText } from "#lib/core/plan/edits/judge.ts";
import type { Problem } from "./shapes.ts";

/** A refused edit in the shape that the API answers with, for what a browser refuses by itself. */
export function refusal(problems: readonly PlanProblem[]): Problem {
  return {
    type: "about:blank",
    title: "Invalid plan",
    status: 422,
    code: "invalid-plan",
    detail: problems.map(problemText).join(" "),
    errors: problems.map((problem) => ({ ...problem, message: problemText(problem) })),
  };
}
