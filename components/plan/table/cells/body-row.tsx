"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { useStore } from "zustand";
import { type GridStore, spanOf } from "#components/plan/table/grid-store.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { useSelection } from "#lib/query/selection.ts";
import { BodyCell } from "./body-cell.tsx";
import { useTableWords } from "./cell-text.tsx";

export interface ColumnWidth {
  readonly id: TableColumn;
  readonly width: number;
}

interface Props {
  readonly store: GridStore;
  readonly machine: Machine;
  readonly row: number;
  readonly columns: readonly ColumnWidth[];
  readonly top: number;
  readonly canEdit: boolean;
}

const NO_COLUMN = -1;

/** One machine; it alone knows which of its cells are active, in the range or refused, and tells each its own. */
export const BodyRow = memo(function BodyRow({ store, machine, row, columns, top, canEdit }: Props) {
  const isSelected = useSelection(({ ids }) => ids.has(machine.id));
  const active = useStore(store, (state) => (state.active.row === row ? state.active.column : NO_COLUMN));
  const isEditing = useStore(store, (state) => state.active.row === row && state.editing !== null);
  const [left = 0, right = NO_COLUMN] = useStore(store, (state) => spanOf(state, row))
    .split("-")
    .flatMap((part) => (part === "" ? [] : [Number(part)]));
  const refusals = useStore(store, (state) => state.refusals.get(machine.id));
  const words = useTableWords();
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      className={`absolute left-0 flex ${isSelected ? "bg-raised" : "bg-surface"}`}
      style={{ top }}
    >
      <RowHeader machine={machine} row={row} isSelected={isSelected} />
      {columns.map(({ id, width }, index) => (
        <BodyCell
          key={id}
          store={store}
          words={words}
          machine={machine}
          column={id}
          row={row}
          index={index}
          width={width}
          canEdit={canEdit}
          isActive={active === index}
          isEditing={isEditing && active === index}
          isPicked={index >= left && index <= right}
          refusal={refusals?.[id]}
        />
      ))}
    </div>
  );
});

interface RowHeaderProps {
  readonly machine: Machine;
  readonly row: number;
  readonly isSelected: boolean;
}

/** The number at the left picks the machine for canvas and inspector too. */
function RowHeader({ machine, row, isSelected }: RowHeaderProps) {
  const t = useTranslations("table");
  const look = isSelected ? "bg-accent font-medium text-on-accent" : "bg-raised text-text-2 hover:text-text";
  return (
    <div
      role="rowheader"
      aria-colindex={1}
      aria-label={t("rowHeader", { row: row + 1, hostname: machine.hostname })}
      title={t("rowHeaderHint")}
      data-row-header={row}
      className={`h-8 w-12 shrink-0 cursor-default border-r border-b border-line pr-2 text-right text-sm leading-8 tabular-nums select-none group-data-aside/grid:sticky group-data-aside/grid:left-0 group-data-aside/grid:z-10 ${look}`}
    >
      {row + 1}
    </div>
  );
}
