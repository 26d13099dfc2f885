"use client";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { downloadText } from "#components/import/download.ts";
import { useCellProblemText, useFieldName } from "#components/import/import-words.ts";
import type { Draft } from "#components/import/use-draft.ts";
import { Button } from "#components/ui/button.tsx";
import type { ColumnField } from "#lib/core/import/draft.ts";
import { leftOutCsv } from "#lib/core/import/merge/write-csv.ts";

interface LeftOutButtonProps {
  draft: Draft;
  fields: readonly ColumnField[];
}

/** The rows that stay out, as a file to correct and bring in later. */
export function LeftOutButton({ draft, fields }: LeftOutButtonProps) {
  const t = useTranslations("import");
  const fieldName = useFieldName();
  const problemText = useCellProblemText();
  if (draft.leftOut.size === 0) return null;
  const download = () => {
    const { leftOut } = draft;
    const csv = leftOutCsv({ revised: draft, leftOut, fields, fieldName, problemText, errorHeader: t("errorColumn") });
    downloadText("left-out.csv", csv);
  };
  return (
    <Button variant="quiet" onClick={download}>
      <Download size={16} strokeWidth={1.75} aria-hidden />
      {t("downloadLeftOut", { count: draft.leftOut.size })}
    </Button>
  );
}
