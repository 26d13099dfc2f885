"use client";
import { useTranslations } from "next-intl";
import * as z from "zod";
import type { CellProblem, ColumnField } from "#lib/core/import/draft.ts";
import { RefusalCode } from "#lib/core/import/refusal.ts";
import { problemOf, useProblemText } from "#lib/i18n/problem-text.ts";

const Refusal = z.object({
  code: RefusalCode,
  line: z.number().nullable(),
  column: z.number().nullable(),
  evidence: z.string().nullable(),
});

/** Why a whole source was not read, in the person's language, with its place. */
export function useRefusalText(): (error: unknown) => string {
  const t = useTranslations("import");
  const otherText = useProblemText();
  return (error) => {
    const refusal = Refusal.safeParse(problemOf(error)?.refusal);
    if (!refusal.success) return otherText(error);
    const { code, line, column, evidence } = refusal.data;
    return t("refused", {
      place: placeOf(line, column),
      line: line ?? 0,
      column: column ?? 0,
      hasEvidence: evidence === null ? "no" : "yes",
      evidence: evidence ?? "",
      reason: t(`refusal.${code}`),
    });
  };
}

function placeOf(line: number | null, column: number | null): "nowhere" | "line" | "cell" {
  if (line === null) return "nowhere";
  return column === null ? "line" : "cell";
}

/** What is wrong with one cell, with what the cell says. */
export function useCellProblemText(): (problem: CellProblem) => string {
  const t = useTranslations("import");
  return ({ code, text }) => (t.has(`problem.${code}`) ? t(`problem.${code}`, { text }) : t("problem.other", { text }));
}

export function useFieldName(): (field: ColumnField) => string {
  const t = useTranslations("import");
  return (field) => t(`field.${field}`);
}
