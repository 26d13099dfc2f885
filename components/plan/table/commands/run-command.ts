import type { GridCommand, PlainCommand } from "#components/plan/table/grid-keys.ts";
import { activeCell, type GridKit } from "#components/plan/table/grid-kit.ts";
import { tableCells } from "#lib/core/table/columns.ts";
import { dropRefusal, takeSuggestion } from "./commit.ts";
import { clearRange, fillDown, fillRight, fillSeries } from "./fill.ts";
import { jumpTo, pickAllCells, pickedIds, pickRows, shrinkRange, stepTo } from "./move.ts";
import { addMachine, removeMachines } from "./rows.ts";

/** One press of a key, px. */
const WIDTH_STEP = 16;

type Acts = Partial<Record<PlainCommand, (kit: GridKit) => void>>;

/** What a viewer does too. */
const LOOKING: Acts = {
  selectAll: pickAllCells,
  selectRow: pickRows,
  sortUp: (kit) => kit.sortBy(columnOf(kit), "asc"),
  sortDown: (kit) => kit.sortBy(columnOf(kit), "desc"),
  narrower: (kit) => kit.widen(columnOf(kit), -WIDTH_STEP),
  wider: (kit) => kit.widen(columnOf(kit), WIDTH_STEP),
};

const CHANGING: Acts = {
  edit: editActive,
  clear: clearRange,
  fillDown,
  fillRight,
  series: fillSeries,
  addRow: addMachine,
  removeRows: (kit) => removeMachines(kit, pickedIds(kit)),
  takeSuggestion,
  undo: (kit) => kit.undo(),
  redo: (kit) => kit.redo(),
};

/** Carries out what a key means; false when it means nothing here and now, and the page may have it. */
export function runCommand(kit: GridKit, command: GridCommand): boolean {
  if (command.kind === "leave") return dropRefusal(kit) || shrinkRange(kit);
  if (command.kind === "move") stepTo(kit, command);
  else if (command.kind === "edge") jumpTo(kit, command);
  else {
    const act = LOOKING[command.kind] ?? (kit.canEdit ? CHANGING[command.kind] : undefined);
    act?.(kit);
    return act !== undefined;
  }
  return true;
}

function columnOf(kit: GridKit) {
  return activeCell(kit)?.column ?? "hostname";
}

function editActive(kit: GridKit): void {
  const cell = activeCell(kit);
  if (cell !== null) kit.store.getState().startEditing(tableCells[cell.column].write(cell.machine));
}
