"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import type { InventoryRow } from "#lib/core/api/plans.ts";
import { InventoryCells } from "./inventory-cells.tsx";
import { rowKey } from "./machine-page.ts";

const WIDE = "hidden md:table-cell";
const FIELDS = ["host", "ip", "cluster"] as const;
const WIDE_FIELDS = ["roles", "spec", "os", "zone", "rack"] as const;

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
  const selectAll = (
    <Checkbox
      isLabelHidden
      label={t("selectAll")}
      checked={count === keys.length}
      isMixed={count > 0 && count < keys.length}
      onChange={(checked) => onSelect(new Set(checked ? keys : []))}
    />
  );
  return (
    <DataTable
      columns={[
        ...(canEdit ? [{ key: "select", title: selectAll, className: `w-8 pr-0 ${WIDE}` }] : []),
        ...FIELDS.map((key) => ({ key, title: t(`column.${key}`) })),
        ...WIDE_FIELDS.map((key) => ({ key, title: t(`column.${key}`), className: WIDE })),
      ]}
    >
      {rows.map((row) => (
        <tr key={rowKey(row)} className="border-b last:border-b-0 hover:bg-raised">
          {canEdit ? (
            <td className={`h-8 py-0 pr-0 pl-3 ${WIDE}`}>
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
    </DataTable>
  );
}

function withRow(selected: ReadonlySet<string>, key: string, isChosen: boolean): ReadonlySet<string> {
  const others = [...selected].filter((other) => other !== key);
  return new Set(isChosen ? [...others, key] : others);
}
