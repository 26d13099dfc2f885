"use client";
import { tableCells } from "#lib/core/table/columns.ts";
import { useSelection } from "#lib/query/selection.ts";
import { addMachine, clearRange, fillRange, fillSeries, type GridKit, removeMachines } from "./grid-actions.ts";
import type { GridCommand } from "./grid-keys.ts";
import { rangeOf } from "./grid-store.ts";

type Change = "edit" | "clear" | "fillDown" | "fillRight" | "series" | "addRow" | "removeRows";

const CHANGES: Readonly<Record<Change, (kit: GridKit) => void>> = {
  edit: editActive,
  clear: clearRange,
  fillDown: (kit) => fillRange(kit, "down"),
  fillRight: (kit) => fillRange(kit, "right"),
  series: fillSeries,
  addRow: addMachine,
  removeRows: (kit) => removeMachines(kit, pickedIds(kit)),
};

/** Carries out what a key means; a viewer moves, copies and picks, but changes nothing. */
export function runCommand(kit: GridKit, command: GridCommand): void {
  if (command.kind === "move") stepTo(kit, command.rows, command.columns, command.isExtending);
  else if (command.kind === "edge") jumpTo(kit, command);
  else if (command.kind === "selectAll") pickAllCells(kit);
  else if (command.kind === "selectRow") pickRows(kit);
  else if (command.kind === "type" && kit.canEdit) kit.store.getState().startEditing(command.text);
  else if (kit.canEdit && isChange(command.kind)) CHANGES[command.kind](kit);
}

function isChange(kind: GridCommand["kind"]): kind is Change {
  return kind in CHANGES;
}

function pickAllCells(kit: GridKit): void {
  const active = { row: kit.machines().length - 1, column: kit.columns().length - 1 };
  kit.store.setState({ anchor: { row: 0, column: 0 }, active });
}

/** Moves the active cell, staying inside the table. */
export function stepTo(kit: GridKit, rows: number, columns: number, isExtending: boolean): void {
  const { active, moveTo } = kit.store.getState();
  const row = clamp(active.row + rows, kit.machines().length);
  const column = clamp(active.column + columns, kit.columns().length);
  moveTo({ row, column }, isExtending);
}

function jumpTo(kit: GridKit, { rows, columns, isExtending }: Extract<GridCommand, { readonly kind: "edge" }>): void {
  stepTo(kit, rows * kit.machines().length, columns * kit.columns().length, isExtending);
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

function editActive(kit: GridKit): void {
  const { active, startEditing } = kit.store.getState();
  const machine = kit.machines()[active.row];
  const column = kit.columns()[active.column];
  if (machine !== undefined && column !== undefined) startEditing(tableCells[column].write(machine));
}

function rangeIds(kit: GridKit): string[] {
  const { top, bottom } = rangeOf(kit.store.getState());
  return kit
    .machines()
    .slice(top, bottom + 1)
    .map(({ id }) => id);
}

function pickRows(kit: GridKit): void {
  useSelection.getState().select(rangeIds(kit), "replace");
}

/** The picked machines when the active row is one of them, else the rows of the range. */
export function pickedIds(kit: GridKit): string[] {
  const { ids } = useSelection.getState();
  const range = rangeIds(kit);
  return range.some((id) => ids.has(id)) ? [...ids] : range;
}
