"use client";
import { Columns3 } from "lucide-react";
import { useTranslations } from "next-intl";
import { columnOf } from "#components/plan/table/cells/header-row.tsx";
import { firstVisibility } from "#components/plan/table/first-layout.ts";
import type { MachineRows } from "#components/plan/table/use-machine-rows.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Popover } from "#components/ui/popover.tsx";

/** Which columns are shown; the host name always is. */
export function ColumnMenu({ table }: { readonly table: MachineRows }) {
  const t = useTranslations("table");
  const reset = () => {
    table.setColumnVisibility(firstVisibility());
    table.resetColumnSizing(true);
  };
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
      <div className="grid w-84 grid-cols-2 gap-x-4 gap-y-1">
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
      <Button size="small" className="mt-3" onClick={reset}>
        {t("firstColumns")}
      </Button>
    </Popover>
  );
}
