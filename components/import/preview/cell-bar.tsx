"use client";
import { useTranslations } from "next-intl";
import { useCellProblemText, useFieldName } from "#components/import/import-words.ts";
import type { Draft } from "#components/import/use-draft.ts";
import { Button } from "#components/ui/button.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { type CellProblem, ColumnField } from "#lib/core/import/draft.ts";

interface CellBarProps {
  draft: Draft;
  row: number;
  field: ColumnField | undefined;
  problems: readonly CellProblem[];
}

/** What is wrong in the row of the cursor, the cell of the cursor first, with the correction one click away. */
export function CellBar({ draft, row, field, problems }: CellBarProps) {
  const t = useTranslations("import");
  const fieldName = useFieldName();
  const textOf = useCellProblemText();
  const problem = problems.find((each) => each.field === field) ?? problems[0];
  if (problem === undefined) return <p className="h-7 shrink-0 text-sm text-text-3">{t("keys")}</p>;
  const { suggestion, line } = problem;
  const at = ColumnField.safeParse(problem.field);
  return (
    <div role="status" className="flex min-h-7 shrink-0 flex-wrap items-center gap-2 text-sm">
      <StateGlyph state={problem.isBlocking ? "critical" : "warning"} />
      <span>
        {t("cellProblem", {
          hasLine: line === null ? "no" : "yes",
          line: line ?? 0,
          field: at.success ? fieldName(at.data) : problem.field,
          text: textOf(problem),
        })}
      </span>
      {suggestion === null || !at.success ? null : (
        <Button size="small" onClick={() => draft.editCells([{ row, field: at.data, text: suggestion }])}>
          {t("useSuggestion", { suggestion })}
        </Button>
      )}
      <Button size="small" variant="quiet" onClick={() => draft.leaveOut([row], !draft.leftOut.has(row))}>
        {t(draft.leftOut.has(row) ? "takeRowIn" : "leaveRowOut")}
      </Button>
    </div>
  );
}
