"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { columnOf } from "#components/plan/table/cells/header-row.tsx";
import type { MachineRows } from "#components/plan/table/use-machine-rows.ts";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Popover } from "#components/ui/popover.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { Role } from "#lib/core/plan/machine.ts";

interface Props {
  readonly table: MachineRows;
}

const FILTERED = ["roles", "zone", "rack", "pool"] as const;
const PLAN_ORDER = "plan";

/** Text filters of the columns that people filter by most, and the order of the rows. */
export function FilterMenu({ table }: Props) {
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
        <SortChoice table={table} />
      </div>
    </Popover>
  );
}

function SortChoice({ table }: Props) {
  const t = useTranslations("table");
  const [sorted] = table.state.sorting;
  const shown = table.getVisibleLeafColumns().flatMap(({ id }) => columnOf(id) ?? []);
  const direction = sorted?.desc === true ? "desc" : "asc";
  const sort = (id: string, wanted: "asc" | "desc") =>
    table.setSorting(id === PLAN_ORDER ? [] : [{ id, desc: wanted === "desc" }]);
  return (
    <div className="flex flex-col gap-2 border-t pt-2">
      <Field label={t("sortBy")}>
        <Select
          label={t("sortBy")}
          size="small"
          value={sorted?.id ?? PLAN_ORDER}
          onChange={(id) => sort(id, direction)}
          options={[
            { value: PLAN_ORDER, label: t("planOrder") },
            ...shown.map((id) => ({ value: id, label: t(`columns.${id}`) })),
          ]}
        />
      </Field>
      {sorted !== undefined && (
        <Segmented
          size="small"
          label={t("direction")}
          value={direction}
          onChange={(wanted) => sort(sorted.id, wanted)}
          tabs={[
            { value: "asc", label: t("ascending") },
            { value: "desc", label: t("descending") },
          ]}
        />
      )}
    </div>
  );
}
