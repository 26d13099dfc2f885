import type { CellAt, GridStore } from "#components/plan/table/grid-store.ts";
import type { Machine } from "#lib/core/plan/machine.ts";

/**
 * Keeps the active cell on its machine when rows come, go or move (somebody else's edit, an undo, a sort), so that a
 * text being typed never lands on another machine. A machine that went away leaves its place to the next one.
 */
export function followMachines(store: GridStore, before: readonly Machine[], after: readonly Machine[]): void {
  const { active, anchor, editing } = store.getState();
  const moved = rowAfter(active.row, before, after);
  const other = anchor.row === active.row ? moved : rowAfter(anchor.row, before, after);
  const isGone = editing !== null && before[active.row]?.id !== after[moved]?.id;
  if (moved === active.row && other === anchor.row && !isGone) return;
  // A sort tears a range apart: what stays is its active row.
  const isWhole = moved - other === active.row - anchor.row;
  store.setState({
    active: at(active, moved),
    anchor: at(anchor, isWhole ? other : moved),
    ...(isGone ? { editing: null } : {}),
  });
}

function rowAfter(row: number, before: readonly Machine[], after: readonly Machine[]): number {
  const id = before[row]?.id;
  if (id === undefined || after[row]?.id === id) return Math.max(0, Math.min(row, after.length - 1));
  const found = after.findIndex((machine) => machine.id === id);
  return found >= 0 ? found : Math.max(0, Math.min(row, after.length - 1));
}

function at({ column }: CellAt, row: number): CellAt {
  return { row, column };
}
