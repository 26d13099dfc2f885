import { headerScore, normaliseHeader } from "./header.ts";
import { isSecretHeader } from "./secrets.ts";
import { FOREIGN_HEADERS } from "./synonyms.ts";

/** Title rows above a header are few; a header further down would be a different table. */
const PROBE_ROWS = 30;
const SCORE_MIN = 3;

/** The row with most known names, else a first row of words above rows with figures; null when nothing looks like a header. */
export function findHeaderRow(rows: readonly (readonly string[])[]): number | null {
  const scores = rows.slice(0, PROBE_ROWS).map(headerScore);
  const best = Math.max(0, ...scores);
  const widest = Math.max(0, ...rows.slice(0, PROBE_ROWS).map((row) => row.length));
  // A list of one column has one name to show.
  const least = widest <= 1 ? 2 : SCORE_MIN;
  return best >= least ? scores.indexOf(best) : wordsAboveFigures(rows);
}

/** A header in words that nobody could know: no digit in it, digits in the row below. */
function wordsAboveFigures(rows: readonly (readonly string[])[]): number | null {
  const first = rows.slice(0, PROBE_ROWS).findIndex(hasSeveralCells);
  const hasDigit = (row: number) => (rows[row] ?? []).some((cell) => /\d/.test(cell));
  return first >= 0 && !hasDigit(first) && hasDigit(first + 1) ? first : null;
}

/**
 * Columns that hold passwords, tokens or keys. Every row near the top that looks like a header is asked, not only the
 * chosen one: a header row chosen wrongly must not let a password through.
 */
export function secretColumns(rows: readonly (readonly string[])[], chosen: number | null): ReadonlySet<number> {
  const top = rows.slice(0, PROBE_ROWS);
  const first = top.findIndex(hasSeveralCells);
  const columns = new Set<number>();
  for (const [row, cells] of top.entries()) {
    const isHeader = row === first || row === chosen || (hasSeveralCells(cells) && headerScore(cells) >= 2);
    if (!isHeader) continue;
    for (const [column, cell] of cells.entries()) if (isSecretHeader(cell)) columns.add(column);
  }
  return columns;
}

/** A title stands alone in its row, or is repeated over merged cells. */
function hasSeveralCells(cells: readonly string[]): boolean {
  return new Set(cells.filter((cell) => cell.trim() !== "")).size > 1;
}

/** True for a row that starts another table under the machines, such as software versions. */
export function isForeignHeader(cells: readonly string[]): boolean {
  const names = cells.flatMap((cell) => cell.split("/")).map(normaliseHeader);
  return names.filter((name) => FOREIGN_HEADERS.has(name)).length >= 2;
}
