"use client";
import { useMemo } from "react";
import { toCsv } from "#lib/core/export/csv.ts";
import { toSvg } from "#lib/core/export/drawing.ts";
import { toMarkdown } from "#lib/core/export/markdown.ts";
import { analysisText, openPsaText, reportText } from "#lib/core/export/survive/targets.ts";
import { machineTable, type Table } from "#lib/core/export/table.ts";
import type { ExportSubject } from "#lib/core/export/target.ts";
import { planText } from "#lib/core/plan/plan.ts";
import type { ExportChoice } from "./export-state.ts";

const BOM = "\ufeff";

export interface ExportText {
  readonly kind: "text" | "svg" | "page";
  readonly text: string;
}

/** The export as text, made in the browser by the same code as the download; null where the format is no text. */
export function useExportText(subject: ExportSubject, { target, query }: ExportChoice): ExportText | null {
  return useMemo(() => {
    if (target === "plan") return { kind: "text", text: planText(subject.plan, 2) };
    if (target === "drawing") {
      // Print is always light, as the page that it previews.
      return { kind: "svg", text: toSvg(subject, query.format === "html" ? { ...query, theme: "light" } : query) };
    }
    if (target === "survive-report") return { kind: "page", text: reportText(subject, query.lang) };
    if (target === "survive-analysis") return { kind: "text", text: analysisText(subject) };
    if (target === "open-psa") return { kind: "text", text: openPsaText(subject, query.service) };
    const table = machineTable(subject.plan, query);
    if (query.format === "md") return { kind: "text", text: toMarkdown(table) };
    if (query.format === "csv") return { kind: "text", text: toCsv(table).replace(BOM, "") };
    return null;
  }, [subject, target, query]);
}

export function useExportTable(subject: ExportSubject, { query }: ExportChoice): Table {
  return useMemo(() => machineTable(subject.plan, query), [subject, query]);
}
