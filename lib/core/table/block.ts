import type { Edit, MachineChange } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { CellProblem } from "./cell.ts";
import { type TableColumn, tableCells } from "./columns.ts";

/** A rectangle of cells: machines down, columns right. */
export interface Block {
  readonly machines: readonly Machine[];
  readonly columns: readonly TableColumn[];
}

interface PasteProblem extends CellProblem {
  readonly machineId: string;
  readonly column: TableColumn;
  readonly text: string;
}

export interface PasteOutcome {
  /** One edit for the whole block, null when nothing in it changes a machine. */
  readonly edit: Edit | null;
  readonly problems: readonly PasteProblem[];
  readonly cells: number;
  /** Rows and columns of the clipboard that lie outside the table. */
  readonly outside: { readonly rows: number; readonly columns: number };
}

/** The block as tab-separated text, cells with tabs, line breaks or quotes quoted as Excel does. */
export function copyBlock({ machines, columns }: Block): string {
  return machines
    .map((machine) => columns.map((column) => quote(tableCells[column].write(machine))).join("\t"))
    .join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The block as an HTML table, which Word, mail programs and web editors paste as a table. */
export function blockHtml({ machines, columns }: Block): string {
  const rows = machines.map((machine) => {
    const texts = columns.map((column) => tableCells[column].write(machine));
    return `<tr>${texts.map((text) => `<td>${escapeText(text)}</td>`).join("")}</tr>`;
  });
  return `<table><tbody>${rows.join("")}</tbody></table>`;
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

/** Splits clipboard text into cells the way Excel writes it: tabs, line breaks, `"` around cells that hold one of them. */
export function splitBlock(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (let match = cell.exec(text); match !== null; match = cell.exec(text)) {
    const [whole, quoted, plain, end] = match;
    row.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== "\t") {
      rows.push(row);
      row = [];
    }
    if (end === "" || (whole === "" && cell.lastIndex >= text.length)) break;
  }
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  return rows;
}

/** Pastes right and down from the block's first cell; one value fills the whole block. Bad cells are reported and left as they were. */
export function pasteBlock(target: Block, text: string): PasteOutcome {
  const source = splitBlock(text);
  const isFill = source.length === 1 && source[0]?.length === 1;
  const changes: MachineChange[] = [];
  const problems: PasteProblem[] = [];
  let cells = 0;
  for (const [at, machine] of target.machines.entries()) {
    const values = isFill ? target.columns.map(() => source[0]?.[0] ?? "") : source[at];
    if (values === undefined) break;
    let change: MachineChange = { machineId: machine.id, set: {} };
    for (const [index, column] of target.columns.entries()) {
      const value = values[index];
      if (value === undefined) break;
      cells++;
      const reading = tableCells[column].read(value, machine);
      if (reading.ok) change = merge(change, reading.change);
      else problems.push({ ...reading.problem, machineId: machine.id, column, text: value });
    }
    if (Object.keys(change.set).length > 0 || change.clear !== undefined) changes.push(change);
  }
  const widest = source.reduce((width, row) => Math.max(width, row.length), 0);
  return {
    edit: changes.length === 0 ? null : { type: "setMachines", changes },
    problems,
    cells,
    outside: {
      rows: Math.max(0, source.length - target.machines.length),
      columns: Math.max(0, widest - target.columns.length),
    },
  };
}

/** A later column wins: a spec sets cores, a cores column behind it corrects them. */
function merge(earlier: MachineChange, later: Omit<MachineChange, "machineId">): MachineChange {
  const clear = [...(earlier.clear ?? []).filter((field) => !(field in later.set)), ...(later.clear ?? [])];
  const set = Object.fromEntries(
    Object.entries(earlier.set).filter(([field]) => !later.clear?.some((name) => name === field)),
  );
  return {
    machineId: earlier.machineId,
    set: { ...set, ...later.set },
    ...(clear.length === 0 ? {} : { clear: [...new Set(clear)] }),
  };
}

function quote(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
