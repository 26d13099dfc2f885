import { refusal } from "#lib/core/api/refusal.ts";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";

/** Why an edit was refused, in the words for the codes of its problems. */
export function useRefusalText(): (problems: readonly PlanProblem[]) => string {
  const textOf = useProblemText();
  return (problems) => textOf(refusal(problems));
}
