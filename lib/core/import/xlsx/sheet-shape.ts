import { COLUMNS_MAX, ROWS_MAX, SPARE_ROWS } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What the values alone do not say. Rows and columns count from 0. */
export interface SheetShape {
  readonly hiddenRows: ReadonlySet<number>;
  readonly merges: readonly Area[];
}

const EXCEL_ROWS = 1_048_576;
const CELL = /<(?:\w+:)?c\s[^<>]*?\br\s*=\s*["']([A-Z]{1,3})(\d{1,10})["'][^<>]*>/g;
const EMPTY_CELL = /<(?:\w+:)?c(?:\s[^<>]*)?(?:\/>|>\s*<\/(?:\w+:)?c>)/g;
const ROW = /<(?:\w+:)?row\s[^<>]*>/g;
const MERGE = /<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']/g;
const MERGES_MAX = 20_000;

/** Cells that carry only a format: dropped before reading, because a formatted row may have 16,384 of them. */
export function withoutEmptyCells(xml: string): string {
  return xml.replace(EMPTY_CELL, "");
}

/** Extent, hidden rows and merged areas of one sheet; a value beyond the caps refuses the sheet before it is read. */
export function sheetShape(xml: string): Read<SheetShape> {
  for (const [, letters = "", digits = ""] of xml.matchAll(CELL)) {
    const place = { line: Number(digits), column: columnOf(letters) + 1 };
    if (place.line > ROWS_MAX + SPARE_ROWS) return refuse("too-many-rows", place);
    if (place.column > COLUMNS_MAX) return refuse("too-many-columns", place);
  }
  const hiddenRows = new Set<number>();
  for (const [tag] of xml.matchAll(ROW)) {
    const number = Number(/\br\s*=\s*["'](\d+)["']/.exec(tag)?.[1] ?? "0");
    if (number > EXCEL_ROWS) return refuse("not-a-workbook", { line: number });
    if (/\bhidden\s*=\s*["'](?:1|true)["']/.test(tag)) hiddenRows.add(number - 1);
  }
  return done({ hiddenRows, merges: mergesOf(xml) });
}

function mergesOf(xml: string): Area[] {
  const merges: Area[] = [];
  for (const [, left = "", top = "", right = "", bottom = ""] of xml.matchAll(MERGE)) {
    if (merges.length === MERGES_MAX) break;
    merges.push({
      top: Number(top) - 1,
      left: columnOf(left),
      bottom: Number(bottom) - 1,
      right: Math.min(columnOf(right), COLUMNS_MAX - 1),
    });
  }
  return merges;
}

/** `A` -> 0, `AA` -> 26. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
