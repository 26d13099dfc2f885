"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { addMachine } from "#components/plan/table/commands/rows.ts";
import type { GridKit } from "#components/plan/table/grid-kit.ts";
import type { MachineRows } from "#components/plan/table/use-machine-rows.ts";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useSelection } from "#lib/query/selection.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ColumnMenu } from "./column-menu.tsx";
import { FillMenu } from "./fill-menu.tsx";
import { FilterMenu } from "./filter-menu.tsx";

interface Props {
  readonly kit: GridKit;
  readonly table: MachineRows;
  readonly shown: number;
  readonly total: number;
}

/** Search, filters, columns, and what can be done with the picked machines. */
export function TableToolbar({ kit, table, shown, total }: Props) {
  const t = useTranslations("table");
  const pickedCount = useSelection(({ ids }) => ids.size);
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-surface px-2 py-1">
      <TextInput
        size="small"
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        className="w-40! text-sm!"
        value={String(table.state.globalFilter ?? "")}
        onChange={(event) => table.setGlobalFilter(event.target.value)}
      />
      <FilterMenu table={table} />
      <ColumnMenu table={table} />
      {kit.canEdit && <FillMenu kit={kit} />}
      <span className="px-1 text-sm whitespace-nowrap text-text-2 tabular-nums">
        {shown === total ? t("count", { total }) : t("shown", { shown, total })}
      </span>
      <span className="flex-1" />
      {kit.canEdit && pickedCount > 0 && <BulkBar kit={kit} />}
      {kit.canEdit && (
        <Button size="small" onClick={() => addMachine(kit)}>
          <Plus size={14} strokeWidth={1.75} aria-hidden />
          {t("add")}
        </Button>
      )}
    </div>
  );
}
