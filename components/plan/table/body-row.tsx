"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { useSelection } from "#lib/query/selection.ts";
import { BodyCell } from "./body-cell.tsx";
import type { Commit } from "./cell-editor.tsx";
import type { GridStore } from "./grid-store.ts";

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
  readonly onCommit: (commit: Commit) => void;
}

/** One machine. The number at its left picks it for canvas and inspector too. */
export const BodyRow = memo(function BodyRow({ store, machine, row, columns, top, onCommit }: Props) {
  const t = useTranslations("table");
  const isSelected = useSelection(({ ids }) => ids.has(machine.id));
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      aria-selected={isSelected}
      className={`absolute left-0 flex ${isSelected ? "bg-raised" : ""}`}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="rowheader"
        aria-label={t("rowHeader", { row: row + 1, hostname: machine.hostname })}
        data-row-header={row}
        className={`sticky left-0 z-10 h-8 w-12 shrink-0 cursor-default border-r border-b border-line px-2 text-right text-sm leading-8 tabular-nums select-none ${isSelected ? "bg-accent text-on-accent" : "bg-surface text-text-3"}`}
      >
        {row + 1}
      </div>
      {columns.map(({ id, width }, index) => (
        <BodyCell
          key={id}
          store={store}
          machine={machine}
          column={id}
          row={row}
          index={index}
          width={width}
          onCommit={onCommit}
        />
      ))}
    </div>
  );
});
