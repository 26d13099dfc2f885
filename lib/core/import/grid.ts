/** One sheet or table of a source, cells as the source wrote them. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  /** Line of the source (sheet row in a workbook, row of the table in HTML) per row, from 1. */
  readonly lines: readonly number[];
  /** Indexes of rows that the source hides. */
  readonly hiddenRows: ReadonlySet<number>;
}

export type TableFormat = "pipe" | "csv" | "markdown" | "html" | "xlsx" | "kubectl" | "json";

/** Everything a source holds, before a sheet is chosen. */
export interface Workbook {
  readonly sheets: readonly Sheet[];
  readonly format: TableFormat;
  readonly encoding: string;
}

/** The sheet that is imported. */
export interface Grid {
  readonly rows: readonly (readonly string[])[];
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly format: TableFormat;
  readonly encoding: string;
  readonly hiddenRows: ReadonlySet<number>;
  readonly lineOf: (row: number) => number | null;
}

// Caps of a hostile or mistaken file: beyond them nothing is read (perf_security 8.3, I2 and I3).
export const BYTES_MAX = 5_000_000;
export const ROWS_MAX = 20_000;
export const COLUMNS_MAX = 64;
/** Longest remark a machine can hold. */
export const CELL_MAX = 2000;
/** Rows above the table that may be titles, and below it that may be notes. */
export const SPARE_ROWS = 200;

const NO_ROWS_HIDDEN: ReadonlySet<number> = new Set();

/** A sheet of a text source without hidden rows. */
export function plainSheet(name: string, rows: Sheet["rows"], lines: readonly number[]): Sheet {
  return { name, rows, lines, hiddenRows: NO_ROWS_HIDDEN };
}
