import { findHeaderRow } from "./columns/find-header.ts";
import { headerScore } from "./columns/header.ts";
import type { Grid, Sheet, Workbook } from "./grid.ts";
import { done, type Read, refuse } from "./refusal.ts";

const LIKELY_SCORE = 4;

export interface ChosenSheet {
  readonly grid: Grid;
  /** Sheets that look like a machine table too; the person may mean one of them. */
  readonly rivals: readonly string[];
}

/** The sheet that was asked for, else the one whose header has most known names; the longer one on a tie. */
export function chooseSheet(workbook: Workbook, wanted: string | undefined): Read<ChosenSheet> {
  const { sheets } = workbook;
  const scored = sheets.map((sheet) => ({ sheet, score: scoreOf(sheet) }));
  const best = [...scored].sort((a, b) => b.score - a.score || b.sheet.rows.length - a.sheet.rows.length)[0]?.sheet;
  const chosen = wanted === undefined ? best : sheets.find(({ name }) => name === wanted);
  if (chosen === undefined) return refuse(wanted === undefined ? "no-table" : "no-such-sheet");
  const likely = scored.filter(({ score }) => score >= LIKELY_SCORE).map(({ sheet }) => sheet.name);
  const rivals = wanted === undefined && likely.length > 1 ? likely : [];
  return done({ grid: gridOf(workbook, chosen), rivals });
}

function scoreOf({ rows }: Sheet): number {
  const header = findHeaderRow(rows);
  return header === null ? 0 : headerScore(rows[header] ?? []);
}

function gridOf({ sheets, format, encoding }: Workbook, sheet: Sheet): Grid {
  return {
    rows: sheet.rows,
    sheet: sheets.length > 1 || format === "xlsx" ? sheet.name : null,
    sheets: sheets.map(({ name }) => name),
    format,
    encoding,
    hiddenRows: sheet.hiddenRows,
    lineOf: (row) => sheet.lines[row] ?? null,
  };
}
