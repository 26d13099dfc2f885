import { type PlanProblem, problemText } from "#lib/core/plan/edits/judge.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";

/** Why an edit was refused, in the words for the codes of its problems. */
export function useRefusalText(): (problems: readonly PlanProblem[]) => string {
  const textOf = useProblemText();
  return (problems) =>
    textOf({
      type: "about:blank",
      title: "Invalid plan",
      status: 422,
      code: "invalid-plan",
      detail: problems.map(problemText).join(" "),
      errors: problems.map((problem) => ({ ...problem, message: problemText(problem) })),
    });
}
