"use client";
import { memo } from "react";
import type { GridStore, Refusal } from "#components/plan/table/grid-store.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { CellInput } from "./cell-input.tsx";
import { CellText } from "./cell-text.tsx";

interface Props {
  readonly store: GridStore;
  readonly machine: Machine;
  readonly column: TableColumn;
  readonly row: number;
  readonly index: number;
  readonly width: number;
  readonly canEdit: boolean;
  readonly isActive: boolean;
  readonly isEditing: boolean;
  readonly isPicked: boolean;
  readonly refusal: Refusal | undefined;
}

const MONO: ReadonlySet<TableColumn> = new Set([
  "hostname",
  "ips",
  "ipToAssignIn",
  "spec",
  "disks",
  "mac",
  "productUuid",
  "gateway",
  "labels",
  "taints",
]);
const NUMBERS: ReadonlySet<TableColumn> = new Set([
  "cpuCores",
  "memoryGiB",
  "prefixLength",
  "nicGbps",
  "sshPort",
  "cgroup",
]);
const ACTIVE = "outline-2 -outline-offset-2 outline-line-strong group-focus-within/grid:outline-accent";

/** One cell. The active one holds the text field that has the focus of the whole grid. */
export const BodyCell = memo(function BodyCell(props: Props) {
  const { store, machine, column, row, index, width, canEdit, isActive, isEditing, isPicked, refusal } = props;
  const look = `${MONO.has(column) ? "font-mono" : ""} ${NUMBERS.has(column) ? "text-right tabular-nums" : ""}`;
  const place = column === "hostname" ? "sticky left-12 z-10 bg-inherit" : "relative";
  return (
    <div
      role="gridcell"
      id={`cell-${row}-${index}`}
      aria-colindex={index + 2}
      aria-selected={isPicked}
      aria-invalid={refusal !== undefined || undefined}
      data-row={row}
      data-column={index}
      className={`${place} h-8 shrink-0 border-r border-b border-line text-sm leading-8 select-none ${look}`}
      style={{ width }}
    >
      {/* The field speaks for the active cell; read out with its text it would be heard twice. */}
      <div
        aria-hidden={isActive}
        className={`h-full px-1.5 ${isPicked ? "bg-accent/12" : ""} ${isActive ? ACTIVE : ""}`}
      >
        <CellText machine={machine} column={column} refused={refusal?.text ?? null} />
      </div>
      {isActive && (
        <CellInput
          store={store}
          machine={machine}
          column={column}
          look={look}
          refused={refusal?.text ?? null}
          isEditing={isEditing}
          canEdit={canEdit}
        />
      )}
    </div>
  );
});
