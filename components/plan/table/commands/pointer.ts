"use client";
import type { MouseEvent, PointerEvent } from "react";
import { activeCell, type GridKit } from "#components/plan/table/grid-kit.ts";
import { type CellAt, rangeOf } from "#components/plan/table/grid-store.ts";
import { tableCells } from "#lib/core/table/columns.ts";
import { useSelection } from "#lib/query/selection.ts";
import { commit } from "./commit.ts";

const MAIN_BUTTON_HELD = 1;

/** Mouse, pen and touch: pick cells and rows, edit on a double click. */
export function pointerHandlers(kit: GridKit) {
  const { store } = kit;
  return {
    // The focus stays in the field of the active cell, wherever the grid is pressed.
    onMouseDown: (event: MouseEvent) => {
      if (closest(event.target, "[role=row] :is([data-row], [data-row-header])") === null) return;
      if (closest(event.target, "input") !== null) return;
      event.preventDefault();
      store.getState().setFocused(true);
      focusGrid(event.currentTarget);
    },
    onPointerDown: (event: PointerEvent) => {
      if (closest(event.target, "input") === null) settle(kit, event.currentTarget);
      const header = closest(event.target, "[data-row-header]");
      if (header !== null) return pickRow(kit, Number(header.dataset.rowHeader), event);
      const at = cellAt(event.target);
      if (at !== null && isPress(event, kit, at)) store.getState().moveTo(at, event.shiftKey);
    },
    onPointerMove: (event: PointerEvent) => {
      if ((event.buttons & MAIN_BUTTON_HELD) === 0 || store.getState().editing !== null) return;
      const at = cellAt(event.target);
      const { active } = store.getState();
      if (at !== null && (at.row !== active.row || at.column !== active.column)) store.getState().moveTo(at, true);
    },
    onDoubleClick: (event: MouseEvent) => {
      const cell = cellAt(event.target) === null ? null : activeCell(kit);
      if (kit.canEdit && cell !== null) store.getState().startEditing(tableCells[cell.column].write(cell.machine));
    },
  };
}

/** The main button, or the second one outside the range: its menu is about what is under the pointer. */
function isPress(event: PointerEvent, { store }: GridKit, at: CellAt): boolean {
  if (event.button === 0) return true;
  const { top, bottom, left, right } = rangeOf(store.getState());
  return at.row < top || at.row > bottom || at.column < left || at.column > right;
}

/** A press elsewhere in the grid takes what is being typed. */
function settle(kit: GridKit, grid: Element): void {
  const field = kit.store.getState().editing === null ? null : fieldOf(grid);
  if (field !== null) commit(kit, { text: field.value, next: "stay" });
}

function fieldOf(grid: Element): HTMLInputElement | null {
  return grid.querySelector<HTMLInputElement>("[role=gridcell] input");
}

/** Gives the focus to the field of the active cell, ready to be typed over. */
export function focusGrid(grid: Element): void {
  const field = fieldOf(grid);
  field?.focus({ preventScroll: true });
  field?.select();
}

function pickRow(kit: GridKit, row: number, event: PointerEvent): void {
  const machines = kit.machines();
  const { select, anchor } = useSelection.getState();
  const id = machines[row]?.id;
  if (id === undefined) return;
  const from = machines.findIndex((machine) => machine.id === anchor);
  if (event.shiftKey && from >= 0)
    select(
      machines.slice(Math.min(from, row), Math.max(from, row) + 1).map((machine) => machine.id),
      "replace",
    );
  else select([id], event.ctrlKey || event.metaKey ? "toggle" : "replace");
}

function closest(target: EventTarget, selector: string): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null;
}

function cellAt(target: EventTarget): CellAt | null {
  const cell = closest(target, "[data-row]");
  if (cell === null || closest(target, "input, button") !== null) return null;
  return { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}
