"use client";
import { useLocale, useTranslations } from "next-intl";
import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import { ExportActions } from "./export-actions.tsx";
import { ExportOptions } from "./export-options.tsx";
import { ExportPreview } from "./export-preview.tsx";
import { useExportChoice } from "./export-state.ts";

/** Choose a target on the left, see exactly what will come on the right. */
export function ExportPage({ slug, plan, version }: Pick<PlanAtVersion, "slug" | "plan" | "version">) {
  const words = useTranslations("export");
  const { choice, change } = useExportChoice(useLocale(), plan);
  const subject = { slug, plan, version };
  return (
    <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 p-4 md:grid-cols-[18rem_minmax(0,1fr)]">
      <section aria-label={words("what")} className="flex flex-col gap-4">
        <ExportOptions choice={choice} onChange={change} />
        <ExportActions subject={subject} choice={choice} />
      </section>
      <section
        aria-label={words("preview")}
        className="flex min-h-80 min-w-0 flex-col rounded-md border border-line bg-surface"
      >
        <ExportPreview subject={subject} choice={choice} />
      </section>
    </div>
  );
}
