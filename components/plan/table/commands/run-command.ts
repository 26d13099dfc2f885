import { activeCell, type GridKit } from "#components/plan/table/grid-kit.ts";
import type { GridCommand } from "#components/plan/table/grid-keys.ts";
import { tableCells } from "#lib/core/table/columns.ts";
import { dropRefusal, takeSuggestion } from "./commit.ts";
import { clearRange, fillDown, fillRight, fillSeries } from "./fill.ts";
import { jumpTo, pickAllCells, pickedIds, pickRows, shrinkRange, stepTo } from "./move.ts";
import { addMachine, removeMachines } from "./rows.ts";

type Plain = Exclude<GridCommand["kind"], "move" | "edge">;
type Act = (kit: GridKit) => boolean | undefined;

/** What a viewer does too; false leaves the key to the page. */
const LOOKING: Partial<Record<Plain, Act>> = {
  selectAll: (kit) => did(pickAllCells(kit)),
  selectRow: (kit) => did(pickRows(kit)),
  leave: (kit) => dropRefusal(kit) || shrinkRange(kit),
  sortUp: (kit) => sort(kit, "asc"),
  sortDown: (kit) => sort(kit, "desc"),
};

const CHANGING: Partial<Record<Plain, Act>> = {
  edit: (kit) => did(editActive(kit)),
  clear: (kit) => did(clearRange(kit)),
  fillDown: (kit) => did(fillDown(kit)),
  fillRight: (kit) => did(fillRight(kit)),
  series: (kit) => did(fillSeries(kit)),
  addRow: (kit) => did(addMachine(kit)),
  removeRows: (kit) => did(removeMachines(kit, pickedIds(kit))),
  takeSuggestion: (kit) => did(takeSuggestion(kit)),
  undo: (kit) => did(kit.undo()),
  redo: (kit) => did(kit.redo()),
};

/** Carries out what a key means; false when it means nothing here and now. */
export function runCommand(kit: GridKit, command: GridCommand): boolean {
  if (command.kind === "move") return did(stepTo(kit, command));
  if (command.kind === "edge") return did(jumpTo(kit, command));
  const act = LOOKING[command.kind] ?? (kit.canEdit ? CHANGING[command.kind] : undefined);
  return act?.(kit) ?? false;
}

function did(_done: void): true {
  return true;
}

function sort(kit: GridKit, direction: "asc" | "desc"): boolean {
  const cell = activeCell(kit);
  if (cell !== null) kit.sortBy(cell.column, direction);
  return cell !== null;
}

function editActive(kit: GridKit): void {
  const cell = activeCell(kit);
  if (cell !== null) kit.store.getState().startEditing(tableCells[cell.column].write(cell.machine));
}
