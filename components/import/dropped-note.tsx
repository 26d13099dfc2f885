"use client";
import { useFormatter, useTranslations } from "next-intl";
import type { Dropped } from "#lib/core/import/draft.ts";

/** Everything of the source that does not come in, with counts; nothing is dropped in silence. */
export function DroppedNote({ dropped }: { dropped: Dropped }) {
  const t = useTranslations("import");
  const format = useFormatter();
  const { passwordColumns, secretCells, emptyRows, totalRows, otherRows, vips, ignoredColumns } = dropped;
  const lines = [
    passwordColumns > 0 && t("dropped.passwordColumns", { count: passwordColumns }),
    secretCells > 0 && t("dropped.secretCells", { count: secretCells }),
    vips.length > 0 && t("dropped.vips", { count: vips.length, addresses: format.list(vips, { type: "unit" }) }),
    totalRows > 0 && t("dropped.totalRows", { count: totalRows }),
    otherRows > 0 && t("dropped.otherRows", { count: otherRows }),
    emptyRows > 0 && t("dropped.emptyRows", { count: emptyRows }),
    ignoredColumns.length > 0 &&
      t("dropped.ignoredColumns", {
        count: ignoredColumns.length,
        names: format.list(ignoredColumns, { type: "unit" }),
      }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <section aria-label={t("dropped.title")} className="text-sm text-text-2">
      <h3 className="font-medium">{t("dropped.title")}</h3>
      <ul className="list-disc pl-4">
        {lines.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
