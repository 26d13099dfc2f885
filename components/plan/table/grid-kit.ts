import type { EditOutcome } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Block } from "#lib/core/table/block.ts";
import type { CellProblem } from "#lib/core/table/cell.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { type GridStore, rangeOf } from "./grid-store.ts";

interface PasteCount {
  readonly cells: number;
  readonly refused: number;
  /** Columns of the clipboard beyond the last one of the table. */
  readonly beyond: number;
}

/** What the commands of the grid need to know at the moment they run. */
export interface GridKit {
  readonly canEdit: boolean;
  readonly store: GridStore;
  /** Rows as shown: after filter and sort. */
  readonly machines: () => readonly Machine[];
  readonly plan: () => Plan;
  readonly columns: () => readonly TableColumn[];
  /** The rows are drawn again when it returns. */
  readonly edit: (edit: Edit) => EditOutcome;
  readonly undo: () => void;
  readonly redo: () => void;
  /** Sorted that way already, the rows go back to the order of the plan. */
  readonly sortBy: (column: TableColumn, direction: "asc" | "desc") => void;
  readonly widen: (column: TableColumn, byPx: number) => void;
  /** Drops search and filters. */
  readonly showAll: () => void;
  readonly cellText: (problem: CellProblem) => string;
  readonly planText: (problem: PlanProblem) => string;
  readonly say: (message: { readonly text: string; readonly isBad?: boolean; readonly undo?: boolean }) => void;
  readonly words: {
    readonly removed: (count: number) => string;
    readonly pasted: (count: PasteCount) => string;
    readonly added: (count: number) => string;
    readonly changedMeanwhile: (now: string) => string;
  };
  readonly newId: () => string;
}

export function targetBlock({ store, machines, columns }: GridKit): Block {
  const { top, bottom, left, right } = rangeOf(store.getState());
  return { machines: machines().slice(top, bottom + 1), columns: columns().slice(left, right + 1) };
}

export interface ActiveCell {
  readonly machine: Machine;
  readonly column: TableColumn;
}

export function activeCell({ store, machines, columns }: GridKit): ActiveCell | null {
  const { active } = store.getState();
  const machine = machines()[active.row];
  const column = columns()[active.column];
  return machine === undefined || column === undefined ? null : { machine, column };
}

/** Posts an edit; hard errors of the plan are said in full. */
export function run(kit: GridKit, edit: Edit | null): boolean {
  if (edit === null) return false;
  const outcome = kit.edit(edit);
  if (!outcome.ok) sayProblems(kit, outcome.problems);
  return outcome.ok;
}

const PROBLEMS_SAID = 3;

export function sayProblems(kit: GridKit, problems: readonly PlanProblem[]): void {
  kit.say({ text: problems.slice(0, PROBLEMS_SAID).map(kit.planText).join(" "), isBad: true });
}
