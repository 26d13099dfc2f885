import { type GridKit, run, targetBlock } from "#components/plan/table/grid-kit.ts";
import type { SimpleEdit } from "#lib/core/plan/edit.ts";
import { copyBlock, pasteBlock } from "#lib/core/table/block.ts";
import type { TableColumn } from "#lib/core/table/columns.ts";
import { seriesEdit } from "#lib/core/table/series.ts";

// Equal names and addresses are never right: filled down, these are continued.
const UNIQUE: readonly TableColumn[] = ["hostname", "ips"];

/** Blanks every cell of the range that may be blank. */
export function clearRange(kit: GridKit): void {
  const block = targetBlock(kit);
  run(kit, pasteBlock({ ...block, columns: block.columns.filter((column) => column !== "hostname") }, "").edit);
}

/** Copies the first row of the range down, all in one step. */
export function fillDown(kit: GridKit): void {
  const { machines, columns } = targetBlock(kit);
  const copied = columns.filter((column) => !UNIQUE.includes(column));
  const line = copyBlock({ machines: machines.slice(0, 1), columns: copied });
  const rest = machines.slice(1);
  const copies = pasteBlock({ machines: rest, columns: copied }, rest.map(() => line).join("\n")).edit;
  const series = seriesEdit(kit.plan().machines, machines, columns);
  const edits = [copies, series].flatMap((edit): SimpleEdit[] => (edit?.type === "setMachines" ? [edit] : []));
  if (copied.length > 0 || series !== null) run(kit, edits.length === 0 ? null : { type: "batch", edits });
}

/** Copies the first column of the range right. */
export function fillRight(kit: GridKit): void {
  const { machines, columns } = targetBlock(kit);
  const [first] = columns;
  if (first === undefined || columns.length < 2) return;
  const lines = machines.map((machine) => {
    const cell = copyBlock({ machines: [machine], columns: [first] });
    return columns
      .slice(1)
      .map(() => cell)
      .join("\t");
  });
  run(kit, pasteBlock({ machines, columns: columns.slice(1) }, lines.join("\n")).edit);
}

/** Continues host names and addresses from the first row of the range. */
export function fillSeries(kit: GridKit): void {
  const { machines, columns } = targetBlock(kit);
  run(kit, seriesEdit(kit.plan().machines, machines, columns));
}
