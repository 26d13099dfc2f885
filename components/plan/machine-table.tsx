"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Empty } from "#components/ui/empty.tsx";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { Grid } from "./table/grid.tsx";
import { TableToolbar } from "./table/toolbar.tsx";
import { TotalsBar } from "./table/totals.tsx";
import { useGridKit } from "./table/use-grid-kit.ts";
import { useMachineRows } from "./table/use-machine-rows.ts";

/** The machines of the open plan: search, sort, edit in place, paste from Excel, totals. */
export function MachineTable({ onPasteTable }: { readonly onPasteTable?: (text: string) => void }) {
  const t = useTranslations("table");
  const all = usePlan((plan) => plan.machines);
  const table = useMachineRows(all);
  const rows = table.getRowModel().rows;
  const machines = useMemo(() => rows.map((row) => row.original), [rows]);
  const kit = useGridKit(table, machines);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TableToolbar kit={kit} table={table} shown={machines.length} total={all.length} />
      <Grid kit={kit} table={table} machines={machines} onPasteTable={onPasteTable} />
      {all.length === 0 && <Empty title={t("emptyTitle")} text={t("emptyText")} />}
      {all.length > 0 && <TotalsBar machines={all} />}
    </div>
  );
}
