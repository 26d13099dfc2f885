"use client";
import {
  type ColumnDef,
  columnFilteringFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  type ReactTable,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { CellKind } from "#lib/core/table/cell.ts";
import { compareBy, tableCells, tableColumns } from "#lib/core/table/columns.ts";
import { firstVisibility, firstWidth, WIDTH_MAX, WIDTH_MIN } from "./first-layout.ts";
import { readLayout, writeLayout } from "./table-layout.ts";

const features = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnVisibilityFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

const columns = tableColumns.map((id): ColumnDef<typeof features, Machine> => {
  const compare = compareBy(id);
  const { write }: CellKind = tableCells[id];
  return {
    id,
    accessorFn: write,
    size: firstWidth(id),
    minSize: WIDTH_MIN,
    maxSize: WIDTH_MAX,
    sortFn: (a, b) => compare(a.original, b.original),
    filterFn: (row, _id, wanted: string) => write(row.original).toLowerCase().includes(wanted.toLowerCase()),
  };
});

export type MachineRows = ReactTable<typeof features, Machine>;

/** Column sizes, visibility, sorting and filters of the machine table. */
export function useMachineRows(machines: readonly Machine[]): MachineRows {
  // TanStack Table wants a mutable array but never changes it; the copy is of references only.
  const data = useMemo(() => [...machines], [machines]);
  const table = useTable({
    features,
    columns,
    data,
    getRowId: (machine) => machine.id,
    columnResizeMode: "onChange",
    enableMultiSort: false,
    globalFilterFn: (row, _id, wanted: string) => mentions(row.original, wanted),
    getColumnCanGlobalFilter: (column) => column.id === "hostname",
    initialState: { columnVisibility: firstVisibility() },
  });
  useKeptLayout(table);
  return table;
}

/** Columns and widths are remembered in this browser; the server does not know them, so they come after the first render. */
function useKeptLayout({ state, setColumnVisibility, setColumnSizing }: MachineRows): void {
  const { columnVisibility: visibility, columnSizing: sizing } = state;
  const [isRestored, setRestored] = useState(false);
  useLayoutEffect(() => {
    const layout = readLayout();
    if (layout.visibility !== undefined) setColumnVisibility(layout.visibility);
    if (layout.sizing !== undefined) setColumnSizing(layout.sizing);
    setRestored(true);
  }, [setColumnVisibility, setColumnSizing]);
  useEffect(() => {
    if (isRestored) writeLayout({ visibility, sizing });
  }, [isRestored, visibility, sizing]);
}

const texts = new WeakMap<Machine, string>();

/** All cells of a machine, written once for as long as the machine stays as it is. */
function textOf(machine: Machine): string {
  const known = texts.get(machine);
  if (known !== undefined) return known;
  const text = tableColumns
    .map((id) => tableCells[id].write(machine))
    .join("\n")
    .toLowerCase();
  texts.set(machine, text);
  return text;
}

/** Every word of the search stands in some cell of the machine. */
function mentions(machine: Machine, wanted: string): boolean {
  const text = textOf(machine);
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
