"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useRefusalText } from "#components/import/import-words.ts";
import { type Draft, type ImportSummary, previewFields } from "#components/import/use-draft.ts";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import type { ImportAnswer } from "#lib/core/import/draft.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { LeftOutButton } from "./left-out-button.tsx";
import { PreviewTable } from "./preview-table.tsx";
import { ProblemGroups } from "./problem-groups.tsx";
import { shownRows } from "./shown-rows.ts";
import { SummaryLine } from "./summary-line.tsx";

interface PreviewStepProps {
  answer: ImportAnswer;
  draft: Draft;
  onBack: () => void;
  onCommit: (edit: Edit, summary: ImportSummary) => void;
  isCommitting: boolean;
  error: unknown;
}

/** Every row as it will be, what is wrong with it, and what becomes of the plan. */
export function PreviewStep({ answer, draft, onBack, onCommit, isCommitting, error }: PreviewStepProps) {
  const t = useTranslations("import");
  const textOf = useRefusalText();
  const [onlyProblems, setOnlyProblems] = useState(false);
  const fields = useMemo(() => previewFields(answer), [answer]);
  const rows = useMemo(() => shownRows(draft, onlyProblems), [draft, onlyProblems]);
  const { edit } = draft.imported;
  const { plan } = answer.draft;
  const blocked = new Set(
    draft.problems.filter(({ row, isBlocking }) => isBlocking && !draft.leftOut.has(row)).map(({ row }) => row),
  );
  return (
    <>
      {error === null ? null : (
        <Banner tone="critical" isAlert>
          {textOf(error)}
        </Banner>
      )}
      <ProblemGroups draft={draft} onlyProblems={onlyProblems} onOnlyProblems={setOnlyProblems} />
      <PreviewTable draft={draft} fields={fields} rows={rows} />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-t pt-3">
        <Button onClick={onBack}>{t("back")}</Button>
        <SummaryLine summary={draft.summary} dropped={answer.dropped} />
        <LeftOutButton draft={draft} fields={fields} />
        {plan === undefined ? null : (
          <Button disabled={isCommitting} onClick={() => onCommit({ type: "replacePlan", plan }, draft.summary)}>
            {t("replacePlan")}
          </Button>
        )}
        {blocked.size > 0 ? (
          <Button onClick={() => draft.leaveOut([...blocked], true)}>
            {t("leaveOutBad", { count: blocked.size })}
          </Button>
        ) : null}
        <Button
          variant="primary"
          disabled={edit === null || blocked.size > 0 || isCommitting}
          onClick={() => edit !== null && onCommit(edit, draft.summary)}
        >
          {t("commit", { count: draft.summary.created + draft.summary.updated })}
        </Button>
      </div>
    </>
  );
}
