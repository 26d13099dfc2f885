"use client";
import { type RefObject, type UIEvent, useEffect } from "react";
import { useSelection } from "#lib/query/selection.ts";
import type { ColumnWidth } from "./cells/body-row.tsx";
import type { GridKit } from "./grid-kit.ts";
import type { CellAt } from "./grid-store.ts";

/** Of the header and of every row, px. */
export const ROW_HEIGHT = 32;
const ROW_HEADER_WIDTH = 48;

type Columns = readonly ColumnWidth[];

/** Scrolls the least that brings the active cell into view from behind the sticky header and host names. */
function revealCell(scroller: HTMLDivElement | null, at: CellAt, columns: Columns): void {
  if (scroller === null) return;
  revealRow(scroller, at.row);
  if (at.column === 0) return;
  const sticky = ROW_HEADER_WIDTH + (columns[0]?.width ?? 0);
  const left = columns.slice(0, at.column).reduce((sum, { width }) => sum + width, ROW_HEADER_WIDTH);
  const right = left + (columns[at.column]?.width ?? 0);
  if (left - sticky < scroller.scrollLeft) scroller.scrollLeft = left - sticky;
  else if (right > scroller.scrollLeft + scroller.clientWidth)
    scroller.scrollLeft = Math.min(left - sticky, right - scroller.clientWidth);
}

function revealRow(scroller: HTMLDivElement, row: number): void {
  const top = row * ROW_HEIGHT;
  const bottom = top + 2 * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (bottom > scroller.scrollTop + scroller.clientHeight) scroller.scrollTop = bottom - scroller.clientHeight;
}

/** Says to the style sheet when the table stands aside, so that row numbers and host names are frozen only then. */
export function markAside({ currentTarget }: UIEvent<HTMLElement>): void {
  currentTarget.toggleAttribute("data-aside", currentTarget.scrollLeft > 0);
}

/** Keeps the active cell in view; typing into one that was scrolled away brings it back. */
export function useActiveInView(
  { store }: GridKit,
  scroller: RefObject<HTMLDivElement | null>,
  columns: Columns,
): void {
  useEffect(
    () =>
      store.subscribe((now, before) => {
        const isStarting = now.editing !== null && before.editing === null;
        if (now.active !== before.active || isStarting) revealCell(scroller.current, now.active, columns);
      }),
    [store, scroller, columns],
  );
}

/** Machines picked on the canvas come into view here, unless the person is at work in the table. */
export function useSelectionInView(kit: GridKit, scroller: RefObject<HTMLDivElement | null>): void {
  useEffect(
    () =>
      useSelection.subscribe(({ ids }) => {
        const grid = scroller.current;
        if (grid === null || ids.size === 0 || kit.store.getState().isFocused) return;
        const rows = kit.machines().flatMap(({ id }, row) => (ids.has(id) ? [row] : []));
        const [first] = rows;
        if (first !== undefined && !rows.some((row) => isInView(grid, row))) revealRow(grid, first);
      }),
    [kit, scroller],
  );
}

function isInView({ scrollTop, clientHeight }: HTMLDivElement, row: number): boolean {
  const top = row * ROW_HEIGHT;
  return top >= scrollTop && top + 2 * ROW_HEIGHT <= scrollTop + clientHeight;
}
