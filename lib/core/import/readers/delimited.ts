import { CsvError, type Options, parse } from "csv-parse/sync";
import { unguardFormula } from "#lib/core/export/formula.ts";
import { COLUMNS_MAX, plainSheet, ROWS_MAX, type Sheet, SPARE_ROWS } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

const NEWLINE = /\r\n|\r|\n/g;

/** RFC 4180 with any delimiter; the `'` that exports put before formulas is taken away again. */
export function readDelimited(text: string, delimiter: string): Read<readonly Sheet[]> {
  const bomb = overlongRecord(text, delimiter);
  if (bomb !== null) return refuse("too-many-columns", { line: bomb, column: COLUMNS_MAX + 1 });
  const rows: string[][] = [];
  const options: Options = {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    // A quote inside an unquoted cell (2" disk) is text.
    relax_quotes: true,
    // One row over the cap is enough to refuse; a million rows are not read.
    to: ROWS_MAX + SPARE_ROWS + 1,
    on_record: (cells: string[]) => {
      rows.push(cells);
      return null;
    },
  };
  try {
    parse(text, options);
  } catch (error) {
    if (error instanceof CsvError) return refuse("quote-not-closed", openQuote(text, linesOf(rows).next));
    throw error;
  }
  const { lines } = linesOf(rows);
  if (rows.length > ROWS_MAX + SPARE_ROWS) return refuse("too-many-rows", { line: lines.at(-1) ?? null });
  const wide = rows.findIndex((row) => row.length > COLUMNS_MAX);
  if (wide >= 0) return refuse("too-many-columns", { line: lines[wide] ?? null, column: COLUMNS_MAX + 1 });
  const cells = rows.map((row) => row.map(unguardFormula));
  return done([plainSheet("#1", cells, lines)]);
}

// Cells cost memory before they can be counted, so a record this far over the cap is not parsed at all.
const DELIMITERS_MAX = COLUMNS_MAX * 10;
const QUOTE = 34;
const LF = 10;

/** Line of the first record with far too many delimiters outside quotes, or null. */
function overlongRecord(text: string, delimiter: string): number | null {
  const sign = delimiter.charCodeAt(0);
  let line = 1;
  let count = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) isQuoted = !isQuoted;
    else if (code === LF) {
      line += 1;
      if (!isQuoted) count = 0;
    } else if (code === sign && !isQuoted) {
      count += 1;
      if (count > DELIMITERS_MAX) return line;
    }
  }
  return null;
}

/** The source line each record starts on, and the one behind the last; cells may hold line breaks. */
function linesOf(rows: readonly (readonly string[])[]): { lines: number[]; next: number } {
  let next = 1;
  const lines = rows.map((row) => {
    const line = next;
    next += 1 + row.reduce((sum, cell) => sum + (cell.match(NEWLINE)?.length ?? 0), 0);
    return line;
  });
  return { lines, next };
}

/** The first line from `start` on whose quotes do not pair up: there the cell was opened. */
function openQuote(text: string, start: number): { line: number; column: number | null } {
  const lines = text.split(NEWLINE);
  for (let index = start - 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if ((line.match(/"/g)?.length ?? 0) % 2 === 1) return { line: index + 1, column: line.lastIndexOf('"') + 1 };
  }
  return { line: start, column: null };
}
