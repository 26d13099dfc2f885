import { type GridKit, sayProblems, targetBlock } from "#components/plan/table/grid-kit.ts";
import { rangeOf } from "#components/plan/table/grid-store.ts";
import { readPaste } from "#lib/core/plan/naming.ts";
import { type Block, type PasteOutcome, splitBlock } from "#lib/core/table/block.ts";
import { correctionOf } from "#lib/core/table/corrections.ts";
import { type Fit, fitBlock } from "#lib/core/table/fit.ts";
import { copiesEdit, pasteWithNew } from "#lib/core/table/rows.ts";
import { seriesText } from "#lib/core/table/series.ts";
import { addCopies } from "./rows.ts";

/**
 * Pastes right and down from the range's corner, all in one step: rows beyond the last machine become new machines,
 * cells that cannot be read or taken keep their text and say why. Machines copied on the canvas are added.
 */
export function pasteText(kit: GridKit, text: string): void {
  const paste = readPaste(text);
  if (paste.kind === "machines") addCopies(kit, copiesEdit(kit.plan(), paste.machines, kit.newId));
  else pasteCells(kit, text);
}

function pasteCells(kit: GridKit, text: string): void {
  const { store, machines, columns } = kit;
  const { top, left } = rangeOf(store.getState());
  const source = splitBlock(text);
  const isFill = source.length === 1 && source[0]?.length === 1;
  const target = isFill ? targetBlock(kit) : { machines: machines().slice(top), columns: columns().slice(left) };
  const block = isFill ? filling(kit, target, text) : text;
  const outcome = pasteWithNew(target, block, { all: kit.plan().machines, newId: kit.newId });
  const fit = outcome.edit === null ? NOTHING : fitBlock(kit.plan(), outcome.edit);
  if (fit.problems.length > 0) sayProblems(kit, fit.problems);
  if (fit.problems.length > 0 || (fit.edit !== null && !kit.edit(fit.edit).ok)) return;
  keepRefused(kit, outcome, fit);
  sayPasted(kit, outcome, fit);
  if (!isFill) markPasted(kit, target, source);
}

/** One name or address over several machines is the first of a series. */
function filling(kit: GridKit, { machines, columns }: Block, text: string): string {
  const [column] = columns;
  if (columns.length !== 1 || column === undefined || machines.length === 1) return text;
  return seriesText(kit.plan().machines, { column, first: text, count: machines.length }) ?? text;
}

const NOTHING: Fit = { edit: null, misfits: [], problems: [] };

function keepRefused(kit: GridKit, { problems }: PasteOutcome, { misfits }: Fit): void {
  const { refuse } = kit.store.getState();
  for (const problem of problems) {
    const { machineId, column, text, suggestion } = problem;
    refuse(machineId, column, { text, message: kit.cellText(problem), suggestion });
  }
  for (const { machineId, column, text, problem } of misfits) {
    const suggestion = correctionOf(kit.plan(), problem, text);
    refuse(machineId, column, { text, message: kit.planText(problem), suggestion });
  }
}

function sayPasted(kit: GridKit, { cells, problems, outside }: PasteOutcome, { edit, misfits }: Fit): void {
  const refused = problems.length + misfits.length;
  if (cells <= 1 && refused === 0) return;
  const text = kit.words.pasted({ cells: cells - refused, refused, beyond: outside.columns });
  kit.say({ text, isBad: refused > 0, undo: edit !== null });
}

/** The range becomes what was pasted; the first cell stays the active one. */
function markPasted(kit: GridKit, target: Block, source: readonly (readonly string[])[]): void {
  const { store, machines, columns } = kit;
  const { top, left } = rangeOf(store.getState());
  const width = source.reduce((widest, row) => Math.max(widest, row.length), 1);
  const isAllShown = top + target.machines.length <= machines().length;
  const height = isAllShown ? source.length : target.machines.length;
  store.setState({
    active: { row: top, column: left },
    anchor: {
      row: Math.min(top + height, machines().length) - 1,
      column: Math.min(left + width, columns().length) - 1,
    },
  });
}
