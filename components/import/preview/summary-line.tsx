"use client";
import { useTranslations } from "next-intl";
import type { ImportSummary } from "#components/import/use-draft.ts";
import type { Dropped } from "#lib/core/import/draft.ts";

interface SummaryLineProps {
  summary: ImportSummary;
  dropped: Dropped;
}

/** What the import will do, in counts, and that passwords were dropped. */
export function SummaryLine({ summary, dropped }: SummaryLineProps) {
  const t = useTranslations("import");
  const secrets = dropped.passwordColumns + dropped.secretCells;
  return (
    <p role="status" className="min-w-0 flex-1 text-text-2 tabular-nums">
      {t("summary", { ...summary })}
      {secrets > 0 ? <span className="ml-3">{t("secretsDropped", { count: secrets })}</span> : null}
    </p>
  );
}
