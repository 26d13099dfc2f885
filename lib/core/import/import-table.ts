import { buildMachines } from "./build-machines.ts";
import { chooseSheet } from "./choose-sheet.ts";
import { type CleanGrid, cleanGrid, machineRows } from "./clean-rows.ts";
import { findHeaderRow } from "./columns/find-header.ts";
import { doubleFields, mapColumns } from "./columns/map-columns.ts";
import type { ColumnField, ImportAnswer, ImportQuestion, MappedColumn } from "./draft.ts";
import { fillDown } from "./fill-down.ts";
import type { Grid } from "./grid.ts";
import { duplicateProblems } from "./merge/duplicates.ts";
import { readSource } from "./readers/detect.ts";
import { done, type Read } from "./refusal.ts";

export interface TableChoices {
  readonly sheet?: string | undefined;
  /** 0-based; -1 says that there is no header. */
  readonly headerRow?: number | undefined;
  /** Field per column. */
  readonly mapping?: readonly ColumnField[] | undefined;
  readonly fillDown?: boolean | undefined;
  readonly concatenate?: boolean | undefined;
  readonly skipHidden?: boolean | undefined;
}

const TOP_ROWS = 10;
const TOP_CELL_MAX = 80;

/** Any machine table to draft machines, with what is unclear, what was dropped and what could not be read. */
export async function importTable(
  bytes: Uint8Array,
  choices: TableChoices,
  mintId: () => string,
): Promise<Read<ImportAnswer>> {
  const source = await readSource(bytes);
  if (!source.ok) return source;
  const sheet = chooseSheet(source.value, choices.sheet);
  if (!sheet.ok) return sheet;
  const { grid, rivals } = sheet.value;
  const headerRow = headerOf(grid, choices.headerRow);
  const clean = cleanGrid(grid, headerRow);
  if (!clean.ok) return clean;
  const kept = machineRows(clean.value, grid, { headerRow, skipHidden: choices.skipHidden === true });
  if (!kept.ok) return kept;
  const { rows: indexes, ...left } = kept.value;
  const columns = columnsOf(clean.value, { headerRow, indexes, chosen: choices.mapping ?? null });
  const rows = indexes.map((index) => clean.value.rows[index] ?? []);
  const filling = fillDown(rows, columns);
  const built = buildMachines({
    rows: choices.fillDown === true ? filling.rows : rows,
    columns,
    lineOf: (row) => grid.lineOf(indexes[row] ?? -1),
    format: grid.format,
    concatenate: choices.concatenate === true,
    mintId,
  });
  const { machines, problems, vips, lines } = built;
  return done({
    draft: {
      machines,
      columns,
      sheet: grid.sheet,
      sheets: [...grid.sheets],
      headerRow,
      topRows: topRows(clean.value),
      format: grid.format,
      encoding: grid.encoding,
    },
    questions: questionsOf({ grid, columns, rivals, filling, rows: indexes }),
    dropped: {
      passwordColumns: columns.filter(({ field }) => field === "password").length,
      secretCells: clean.value.secretCells,
      ignoredColumns: ignored(columns),
      ...left,
      vips,
    },
    problems: [...problems, ...duplicateProblems(machines, lines)].sort((a, b) => a.row - b.row),
  });
}

function headerOf(grid: Grid, chosen: number | undefined): number | null {
  if (chosen === undefined) return findHeaderRow(grid.rows);
  return chosen < 0 || chosen >= grid.rows.length ? null : chosen;
}

interface ColumnInput {
  readonly headerRow: number | null;
  readonly indexes: readonly number[];
  readonly chosen: readonly ColumnField[] | null;
}

function columnsOf(clean: CleanGrid, { headerRow, indexes, chosen }: ColumnInput): MappedColumn[] {
  const header = headerRow === null ? [] : (clean.rows[headerRow] ?? []);
  const rows = indexes.map((index) => clean.rows[index] ?? []);
  return mapColumns({ header, rows, secrets: clean.secrets, chosen });
}

function topRows(clean: CleanGrid): string[][] {
  return clean.rows.slice(0, TOP_ROWS).map((cells) => cells.map((cell) => cell.slice(0, TOP_CELL_MAX)));
}

function ignored(columns: readonly MappedColumn[]): string[] {
  return columns
    .filter(({ field, samples }) => field === "ignore" && samples.length > 0)
    .map(({ header, index }) => (header === "" ? `#${index + 1}` : header));
}

interface QuestionInput {
  readonly grid: Grid;
  readonly columns: readonly MappedColumn[];
  readonly rivals: readonly string[];
  readonly filling: { readonly fields: readonly string[]; readonly count: number };
  readonly rows: readonly number[];
}

function questionsOf({ grid, columns, rivals, filling, rows }: QuestionInput): ImportQuestion[] {
  const questions: ImportQuestion[] = [];
  // In what kubectl prints, a blank role is a fact and not a merged cell.
  const isGrouped = grid.format !== "kubectl" && grid.format !== "json";
  if (filling.count > 0 && isGrouped) {
    questions.push({ code: "fill-down", fields: [...filling.fields], count: filling.count });
  }
  const doubles = doubleFields(columns);
  if (doubles.length > 0) questions.push({ code: "two-columns", fields: doubles, count: doubles.length });
  if (rivals.length > 0) questions.push({ code: "which-sheet", fields: [...rivals], count: rivals.length });
  const hidden = rows.filter((row) => grid.hiddenRows.has(row)).length;
  if (hidden > 0) questions.push({ code: "hidden-rows", fields: [], count: hidden });
  return questions;
}
