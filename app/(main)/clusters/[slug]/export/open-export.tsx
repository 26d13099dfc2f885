"use client";
import { ExportPage } from "#components/export/export-page.tsx";
import { usePlanEditor } from "#lib/query/plan-editor.tsx";

/** The export of the plan as it is open in this tab. */
export function OpenExport() {
  const { slug, plan, version } = usePlanEditor();
  return <ExportPage slug={slug} plan={plan} version={version} />;
}
