import { useTranslations } from "next-intl";
import type { PastedProblem } from "#lib/core/pasted/sight.ts";

/** Why a part of a pasted text says nothing, and what to do. */
export function useProblemSentence(): (problem: PastedProblem) => string {
  const t = useTranslations("pasted");
  return ({ code, ...values }) => t(`problem.${code}`, values);
}
