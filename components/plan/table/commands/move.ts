import type { GridKit } from "#components/plan/table/grid-kit.ts";
import { rangeOf } from "#components/plan/table/grid-store.ts";
import { useSelection } from "#lib/query/selection.ts";

export interface Step {
  readonly rows: number;
  readonly columns: number;
  readonly isExtending?: boolean;
}

/** Moves the active cell, staying inside the table. */
export function stepTo(kit: GridKit, { rows, columns, isExtending = false }: Step): void {
  const { active, moveTo } = kit.store.getState();
  const row = clamp(active.row + rows, kit.machines().length);
  const column = clamp(active.column + columns, kit.columns().length);
  moveTo({ row, column }, isExtending);
}

/** Goes to the edge of the table in the direction of the step. */
export function jumpTo(kit: GridKit, { rows, columns, isExtending = false }: Step): void {
  stepTo(kit, { rows: rows * kit.machines().length, columns: columns * kit.columns().length, isExtending });
}

function clamp(value: number, count: number): number {
  return Math.max(0, Math.min(count - 1, value));
}

export function pickAllCells(kit: GridKit): void {
  const active = { row: kit.machines().length - 1, column: kit.columns().length - 1 };
  kit.store.setState({ anchor: { row: 0, column: 0 }, active });
}

/** A range shrinks to its active cell; false when it is one cell already. */
export function shrinkRange(kit: GridKit): boolean {
  const { active, anchor } = kit.store.getState();
  if (active.row === anchor.row && active.column === anchor.column) return false;
  kit.store.setState({ anchor: active });
  return true;
}

function rangeIds(kit: GridKit): string[] {
  const { top, bottom } = rangeOf(kit.store.getState());
  return kit
    .machines()
    .slice(top, bottom + 1)
    .map(({ id }) => id);
}

export function pickRows(kit: GridKit): void {
  useSelection.getState().select(rangeIds(kit), "replace");
}

export function pickAllRows(kit: GridKit): void {
  useSelection.getState().select(
    kit.machines().map(({ id }) => id),
    "replace",
  );
}

/** The picked machines when the active row is one of them, else the rows of the range. */
export function pickedIds(kit: GridKit): string[] {
  const { ids } = useSelection.getState();
  const range = rangeIds(kit);
  return range.some((id) => ids.has(id)) ? [...ids] : range;
}
