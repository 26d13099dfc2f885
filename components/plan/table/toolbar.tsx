"use client";
import { Columns3, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { Role } from "#lib/core/plan/machine.ts";
import { useSelection } from "#lib/query/selection.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { addMachine, type GridKit } from "./grid-actions.ts";
import { columnOf } from "./header-row.tsx";
import type { MachineRows } from "./use-machine-rows.ts";

interface Props {
  readonly kit: GridKit;
  readonly table: MachineRows;
  readonly shown: number;
  readonly total: number;
}

const FILTERED = ["roles", "zone", "rack", "pool"] as const;

/** Search, filters, columns, and what can be done with the picked machines. */
export function TableToolbar({ kit, table, shown, total }: Props) {
  const t = useTranslations("table");
  const pickedCount = useSelection(({ ids }) => ids.size);
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-surface px-2 py-1">
      <TextInput
        size="small"
        type="search"
        aria-label={t("search")}
        placeholder={t("search")}
        className="w-44!"
        value={String(table.state.globalFilter ?? "")}
        onChange={(event) => table.setGlobalFilter(event.target.value)}
      />
      <FilterMenu table={table} />
      <ColumnMenu table={table} />
      <span className="text-sm whitespace-nowrap text-text-2 tabular-nums">
        {shown === total ? t("count", { total }) : t("shown", { shown, total })}
      </span>
      <span className="flex-1" />
      {kit.canEdit && pickedCount > 0 && <BulkBar kit={kit} count={pickedCount} />}
      {kit.canEdit && (
        <Button size="small" onClick={() => addMachine(kit)}>
          <Plus size={14} strokeWidth={1.75} aria-hidden />
          {t("add")}
        </Button>
      )}
    </div>
  );
}

/** Text filters of the columns that people filter by most. */
function FilterMenu({ table }: Pick<Props, "table">) {
  const t = useTranslations("table");
  const filters = table.state.columnFilters;
  return (
    <Popover
      title={t("filter")}
      trigger={
        <Button size="small" variant="quiet">
          {filters.length === 0 ? t("filter") : t("filterCount", { count: filters.length })}
        </Button>
      }
    >
      <div className="flex w-64 flex-col gap-2">
        {FILTERED.map((id) => (
          <Field key={id} label={t(`columns.${id}`)}>
            <TextInput
              size="small"
              list={id === "roles" ? "filter-roles" : undefined}
              value={String(table.getColumn(id)?.getFilterValue() ?? "")}
              onChange={(event) => table.getColumn(id)?.setFilterValue(event.target.value || undefined)}
            />
          </Field>
        ))}
        <datalist id="filter-roles">
          {Role.options.map((role) => (
            <option key={role} value={role} />
          ))}
        </datalist>
        <Button size="small" disabled={filters.length === 0} onClick={() => table.setColumnFilters([])}>
          <X size={14} aria-hidden />
          {t("clearFilters")}
        </Button>
      </div>
    </Popover>
  );
}

function ColumnMenu({ table }: Pick<Props, "table">) {
  const t = useTranslations("table");
  return (
    <Popover
      title={t("chooseColumns")}
      trigger={
        <Button size="small" variant="quiet">
          <Columns3 size={14} strokeWidth={1.75} aria-hidden />
          {t("chooseColumns")}
        </Button>
      }
    >
      <div className="grid w-80 grid-cols-2 gap-x-4 gap-y-1">
        {table.getAllLeafColumns().map((column) => {
          const id = columnOf(column.id);
          return id === null || id === "hostname" ? null : (
            <Checkbox
              key={id}
              label={t(`columns.${id}`)}
              checked={column.getIsVisible()}
              onChange={(isVisible) => column.toggleVisibility(isVisible)}
            />
          );
        })}
      </div>
    </Popover>
  );
}
