"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { usePlan } from "#lib/query/plan-editor.tsx";
import { TableToolbar } from "./table/bars/toolbar.tsx";
import { TotalsBar } from "./table/bars/totals.tsx";
import { addMachine } from "./table/commands/rows.ts";
import { Grid } from "./table/grid.tsx";
import type { GridKit } from "./table/grid-kit.ts";
import { useGridKit } from "./table/use-grid-kit.ts";
import { useMachineRows } from "./table/use-machine-rows.ts";

interface Props {
  /** A pasted table with a header of its own, empty when the person only wants to import one. */
  readonly onPasteTable?: (text: string) => void;
}

/** The machines of the open plan: search, sort, edit in place, paste from Excel, totals. */
export function MachineTable({ onPasteTable }: Props) {
  const all = usePlan((plan) => plan.machines);
  const table = useMachineRows(all);
  const rows = table.getRowModel().rows;
  const machines = useMemo(() => rows.map((row) => row.original), [rows]);
  const kit = useGridKit(table, machines);
  const shown = machines.length;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TableToolbar kit={kit} table={table} shown={shown} total={all.length} />
      <div className="relative flex min-h-0 flex-1">
        <Grid kit={kit} table={table} machines={machines} onPasteTable={onPasteTable} />
        {shown > 0 ? null : (
          <div className="absolute inset-x-0 top-8 bottom-0 overflow-y-auto p-3">
            {all.length === 0 ? <NoMachines kit={kit} onImport={onPasteTable} /> : <NoMatch kit={kit} />}
          </div>
        )}
      </div>
      {all.length > 0 && <TotalsBar machines={all} />}
    </div>
  );
}

interface NoMachinesProps {
  readonly kit: GridKit;
  readonly onImport: ((text: string) => void) | undefined;
}

function NoMachines({ kit, onImport }: NoMachinesProps) {
  const t = useTranslations("table");
  if (!kit.canEdit) return <Empty title={t("emptyTitle")} />;
  return (
    <Empty
      title={t("emptyTitle")}
      text={t("emptyText")}
      action={
        <>
          {onImport === undefined ? null : <Button onClick={() => onImport("")}>{t("import")}</Button>}
          <Button onClick={() => addMachine(kit)}>{t("add")}</Button>
        </>
      }
    />
  );
}

function NoMatch({ kit }: { readonly kit: GridKit }) {
  const t = useTranslations("table");
  return <Empty title={t("noMatch")} action={<Button onClick={kit.showAll}>{t("showAll")}</Button>} />;
}
