import type { Commit } from "#components/plan/table/cells/commit-context.ts";
import { type ActiveCell, activeCell, type GridKit } from "#components/plan/table/grid-kit.ts";
import type { Refusal } from "#components/plan/table/grid-store.ts";
import { tableCells } from "#lib/core/table/columns.ts";
import { correctionOf } from "#lib/core/table/corrections.ts";
import { stepTo } from "./move.ts";

/** Ends editing with a text: takes it, or keeps it in the cell with the reason. */
export function commit(kit: GridKit, { text, next }: Commit): void {
  const cell = activeCell(kit);
  const below = neighbour(kit, next);
  const began = kit.store.getState().editing;
  kit.store.getState().stopEditing();
  if (cell === null || !kit.canEdit || !isTaken(kit, cell, { text, began })) return;
  // The edit may have sorted the machine elsewhere: Enter goes to what was below it.
  const row = below === undefined ? -1 : kit.machines().findIndex(({ id }) => id === below);
  const { active, moveTo } = kit.store.getState();
  if (row >= 0) moveTo({ ...active, row }, false);
  if (next === "right") stepTo(kit, { rows: 0, columns: 1 });
  if (next === "left") stepTo(kit, { rows: 0, columns: -1 });
}

function neighbour(kit: GridKit, next: Commit["next"]): string | undefined {
  const { row } = kit.store.getState().active;
  if (next === "down") return kit.machines()[row + 1]?.id;
  return next === "up" ? kit.machines()[row - 1]?.id : undefined;
}

interface Typed {
  readonly text: string;
  /** What the cell held when editing began; null when it was not edited. */
  readonly began: string | null;
}

function isTaken(kit: GridKit, cell: ActiveCell, { text, began }: Typed): boolean {
  const { machine, column } = cell;
  const { refuse } = kit.store.getState();
  const now = tableCells[column].write(machine);
  const refusal =
    text === now || text === began ? null : refusalOf(kit, cell, { text, began: began === now ? null : began });
  refuse(machine.id, column, refusal);
  return refusal === null;
}

/** Sends the edit, unless the text cannot be; `began` is given when somebody else changed the cell meanwhile. */
function refusalOf(kit: GridKit, { machine, column }: ActiveCell, { text, began }: Typed): Refusal | null {
  if (began !== null) {
    const now = tableCells[column].write(machine);
    return { text, message: kit.words.changedMeanwhile(now), suggestion: null };
  }
  const reading = tableCells[column].read(text, machine);
  if (!reading.ok) return { text, message: kit.cellText(reading.problem), suggestion: reading.problem.suggestion };
  const outcome = kit.edit({ type: "setMachines", changes: [{ machineId: machine.id, ...reading.change }] });
  if (outcome.ok) return null;
  const [first] = outcome.problems;
  return {
    text,
    message: outcome.problems.map(kit.planText).join(" "),
    suggestion: first === undefined ? null : correctionOf(kit.plan(), first, text),
  };
}

/** Puts the suggested correction of the active cell in its place. */
export function takeSuggestion(kit: GridKit): void {
  const cell = activeCell(kit);
  const suggestion = cell === null ? null : refusalIn(kit, cell)?.suggestion;
  if (suggestion !== undefined && suggestion !== null) commit(kit, { text: suggestion, next: "stay" });
}

/** Lets go of a refused text: the cell shows its value again. False when nothing was refused there. */
export function dropRefusal(kit: GridKit): boolean {
  const cell = activeCell(kit);
  if (cell === null || refusalIn(kit, cell) === undefined) return false;
  kit.store.getState().refuse(cell.machine.id, cell.column, null);
  return true;
}

function refusalIn(kit: GridKit, { machine, column }: ActiveCell): Refusal | undefined {
  return kit.store.getState().refusals.get(machine.id)?.[column];
}
