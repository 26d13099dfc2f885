"use client";
import { memo } from "react";
import type { GridStore, Refusal } from "#components/plan/table/grid-store.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { CellInput } from "./cell-input.tsx";
import { faceOf, faceProps, type TableWords } from "./cell-text.tsx";

interface Props {
  readonly store: GridStore;
  readonly words: TableWords;
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
const BOX = "h-8 min-w-0 shrink-0 border-r border-b border-line text-sm leading-8 select-none";
/** Frozen only while the grid stands aside: each frozen cell is a layer of its own to the browser. */
const FROZEN = "bg-inherit group-data-aside/grid:sticky group-data-aside/grid:left-12 group-data-aside/grid:z-10";

/** One cell. The active one holds the text field that has the focus of the whole grid. */
export const BodyCell = memo(function BodyCell(props: Props) {
  const { store, words, machine, column, row, index, width, canEdit, isActive, isEditing, isPicked, refusal } = props;
  const look = `${MONO.has(column) ? "font-mono" : ""} ${NUMBERS.has(column) ? "text-right tabular-nums" : ""}`;
  const place = column === "hostname" ? FROZEN : "";
  const refused = refusal?.text ?? null;
  const face = faceProps(faceOf(machine, column, refused, words));
  const cell = {
    role: "gridcell",
    id: `cell-${row}-${index}`,
    "aria-colindex": index + 2,
    "aria-selected": isPicked,
    "aria-invalid": refusal !== undefined || undefined,
    "data-row": row,
    "data-column": index,
    style: { width },
  } as const;
  const box = `${place} ${BOX} ${look}`;
  if (!isActive && !isPicked) return <div {...cell} {...face} className={`${box} ${face.className}`} />;
  return (
    <div {...cell} className={`${box} ${isActive ? "relative" : ""}`}>
      {/* The field speaks for the active cell; read out with its text it would be heard twice. */}
      <div
        {...face}
        aria-hidden={isActive}
        className={`h-full ${face.className} ${isPicked ? "bg-accent/12" : ""} ${isActive ? ACTIVE : ""}`}
      />
      {isActive && (
        <CellInput
          store={store}
          machine={machine}
          column={column}
          look={look}
          refused={refused}
          isEditing={isEditing}
          canEdit={canEdit}
        />
      )}
    </div>
  );
});
