"use client";
import type { EditOutcome } from "#lib/core/plan/apply.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { PlanProblem } from "#lib/core/plan/judge.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type Block, copyBlock, pasteBlock, splitBlock } from "#lib/core/table/block.ts";
import type { CellProblem } from "#lib/core/table/cell.ts";
import { type TableColumn, tableCells } from "#lib/core/table/columns.ts";
import { duplicateEdit, newMachine, pasteWithNew } from "#lib/core/table/rows.ts";
import { seriesEdit } from "#lib/core/table/series.ts";
import { type GridStore, rangeOf } from "./grid-store.ts";

/** What the actions need to know at the moment they run. */
export interface GridKit {
  readonly canEdit: boolean;
  readonly store: GridStore;
  readonly machines: () => readonly Machine[];
  readonly plan: () => Plan;
  readonly columns: () => readonly TableColumn[];
  readonly edit: (edit: Edit, label?: string) => EditOutcome;
  readonly cellText: (problem: CellProblem) => string;
  readonly planText: (problem: PlanProblem) => string;
  readonly say: (message: { readonly text: string; readonly isBad?: boolean; readonly undo?: boolean }) => void;
  readonly words: {
    readonly removed: (count: number) => string;
    readonly pasted: (cells: number, refused: number) => string;
    readonly added: (count: number) => string;
  };
  readonly newId: () => string;
}

export function targetBlock({ store, machines, columns }: GridKit): Block {
  const { top, bottom, left, right } = rangeOf(store.getState());
  return { machines: machines().slice(top, bottom + 1), columns: columns().slice(left, right + 1) };
}

/** Writes one text into one cell; a refused text stays there with its reason. Returns whether it was taken. */
export function commitCell(
  kit: GridKit,
  at: { readonly machine: Machine; readonly column: TableColumn },
  text: string,
): boolean {
  const { machine, column } = at;
  const { store, edit } = kit;
  if (text === tableCells[column].write(machine)) {
    store.getState().refuse(machine.id, column, null);
    return true;
  }
  const reading = tableCells[column].read(text, machine);
  if (!reading.ok) {
    store.getState().refuse(machine.id, column, {
      text,
      message: kit.cellText(reading.problem),
      suggestion: reading.problem.suggestion,
    });
    return false;
  }
  const outcome = edit({ type: "setMachines", changes: [{ machineId: machine.id, ...reading.change }] });
  const refusal = outcome.ok ? null : { text, message: outcome.problems.map(kit.planText).join(" "), suggestion: null };
  store.getState().refuse(machine.id, column, refusal);
  return outcome.ok;
}

/** Blanks every cell of the range that may be blank. */
export function clearRange(kit: GridKit): void {
  const block = targetBlock(kit);
  run(kit, pasteBlock({ ...block, columns: block.columns.filter((column) => column !== "hostname") }, "").edit);
}

/** Copies the first row of the range down, or its first column right. */
export function fillRange(kit: GridKit, direction: "down" | "right"): void {
  const { machines, columns } = targetBlock(kit);
  const [firstMachine] = machines;
  const [firstColumn] = columns;
  if (firstMachine === undefined || firstColumn === undefined) return;
  const lines = machines.map((machine) => {
    const source = direction === "down" ? firstMachine : machine;
    return columns.map((column) => tableCells[direction === "down" ? column : firstColumn].write(source));
  });
  const text = copyCells(lines);
  const kept =
    direction === "down"
      ? { machines: machines.slice(1), columns, text: copyCells(lines.slice(1)) }
      : { machines, columns, text };
  run(kit, pasteBlock(kept, kept.text).edit);
}

/** Continues host names and addresses from the first row of the range. */
export function fillSeries(kit: GridKit): void {
  const { machines, columns } = targetBlock(kit);
  run(kit, seriesEdit(kit.plan().machines, machines, columns));
}

export function copyRange(kit: GridKit): string {
  return copyBlock(targetBlock(kit));
}

/** Pastes right and down from the range's corner; rows beyond the last machine become new machines, all in one step. */
export function pasteText(kit: GridKit, text: string): void {
  const { store, machines, columns, words } = kit;
  const { top, bottom, left, right } = rangeOf(store.getState());
  const source = splitBlock(text);
  const isFill = source.length === 1 && source[0]?.length === 1;
  const target = isFill ? targetBlock(kit) : { machines: machines().slice(top), columns: columns().slice(left) };
  const outcome = pasteWithNew(target, text, { all: kit.plan().machines, newId: kit.newId });
  for (const problem of outcome.problems)
    store.getState().refuse(problem.machineId, problem.column, {
      text: problem.text,
      message: kit.cellText(problem),
      suggestion: problem.suggestion,
    });
  const isDone = outcome.edit === null || run(kit, outcome.edit);
  if (isDone && (outcome.cells > 1 || outcome.problems.length > 0)) {
    kit.say({
      text: words.pasted(outcome.cells - outcome.problems.length, outcome.problems.length),
      isBad: outcome.problems.length > 0,
      undo: outcome.edit !== null,
    });
  }
  if (isDone && !isFill) {
    const height = Math.max(source.length, bottom - top + 1);
    const width = Math.max(...source.map((row) => row.length), right - left + 1);
    store.setState({
      anchor: { row: top, column: left },
      active: {
        row: Math.min(top + height, machines().length) - 1,
        column: Math.min(left + width, columns().length) - 1,
      },
    });
  }
}

export function removeMachines(kit: GridKit, machineIds: readonly string[]): void {
  if (machineIds.length === 0) return;
  if (run(kit, { type: "removeMachines", machineIds: [...machineIds] }))
    kit.say({ text: kit.words.removed(machineIds.length), undo: true });
}

export function addMachine(kit: GridKit): void {
  const machine = newMachine(kit.plan().machines, kit.newId());
  if (!run(kit, { type: "addMachines", machines: [machine] })) return;
  const row = kit.machines().length - 1;
  kit.store.getState().moveTo({ row, column: 0 }, false);
  kit.store.getState().startEditing(machine.hostname);
}

export function duplicateMachines(kit: GridKit, machineIds: readonly string[]): void {
  const edit = duplicateEdit(kit.plan(), machineIds, kit.newId);
  if (edit !== null && run(kit, edit)) kit.say({ text: kit.words.added(machineIds.length), undo: true });
}

/** Posts an edit; hard errors of the plan are said in full. */
export function run(kit: GridKit, edit: Edit | null): boolean {
  if (edit === null) return false;
  const outcome = kit.edit(edit);
  if (!outcome.ok) kit.say({ text: outcome.problems.slice(0, 3).map(kit.planText).join(" "), isBad: true });
  return outcome.ok;
}

function copyCells(lines: readonly (readonly string[])[]): string {
  return lines
    .map((line) => line.map((cell) => (/[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t"))
    .join("\n");
}
