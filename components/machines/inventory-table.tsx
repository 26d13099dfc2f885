"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import type { InventoryRow } from "#lib/core/api/plans.ts";
import { InventoryCells } from "./inventory-cells.tsx";
import { rowKey } from "./machine-page.ts";

const HEAD =
  "sticky top-0 z-10 h-8 border-b bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-text-2";

export interface InventoryTableProps {
  rows: readonly InventoryRow[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  canEdit: boolean;
}

/** One row per machine; small screens keep name, address and cluster. */
export function InventoryTable({ rows, selected, onSelect, canEdit }: InventoryTableProps) {
  const t = useTranslations("machines");
  const keys = rows.map(rowKey);
  const count = keys.filter((key) => selected.has(key)).length;
  const wide = "hidden md:table-cell";
  return (
    <div className="overflow-x-auto rounded-md border bg-surface">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr>
            {canEdit ? (
              <th className={`${HEAD} w-8 pr-0`}>
                <Checkbox
                  isLabelHidden
                  label={t("selectAll")}
                  checked={count === keys.length}
                  isMixed={count > 0 && count < keys.length}
                  onChange={(checked) => onSelect(new Set(checked ? keys : []))}
                />
              </th>
            ) : null}
            <th className={HEAD}>{t("column.host")}</th>
            <th className={HEAD}>{t("column.ip")}</th>
            <th className={HEAD}>{t("column.cluster")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.roles")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.spec")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.os")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.zone")}</th>
            <th className={`${HEAD} ${wide}`}>{t("column.rack")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b last:border-b-0 hover:bg-raised">
              {canEdit ? (
                <td className="h-8 py-0 pr-0 pl-3">
                  <Checkbox
                    isLabelHidden
                    label={t("selectOne", { name: row.machine.hostname })}
                    checked={selected.has(rowKey(row))}
                    onChange={(checked) => onSelect(withRow(selected, rowKey(row), checked))}
                  />
                </td>
              ) : null}
              <InventoryCells row={row} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function withRow(selected: ReadonlySet<string>, key: string, isChosen: boolean): ReadonlySet<string> {
  const others = [...selected].filter((other) => other !== key);
  return new Set(isChosen ? [...others, key] : others);
}
