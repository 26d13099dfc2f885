import { COLUMNS_MAX, plainSheet, ROWS_MAX, type Sheet, SPARE_ROWS } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

const SEPARATOR = /^\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?$/;
const SEPARATOR_MAX = 10_000;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
};

/** True for the line under the header: `---|:---:|---`, with or without outer bars. */
export function isSeparator(line: string): boolean {
  return line.length < SEPARATOR_MAX && SEPARATOR.test(line.trim());
}

/**
 * Tables of text with bars between the cells: Markdown, and the looser form that articles print.
 * Each run of lines with bars is a sheet of its own; rows may be shorter than the header.
 */
export function readPipe(text: string): Read<readonly Sheet[]> {
  const sheets: Sheet[] = [];
  let rows: string[][] = [];
  let lines: number[] = [];
  const close = () => {
    if (rows.length > 0) sheets.push(plainSheet(`#${sheets.length + 1}`, rows, lines));
    rows = [];
    lines = [];
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (!line.includes("|")) {
      close();
      continue;
    }
    if (isSeparator(line)) continue;
    const cells = splitCells(line.trim());
    if (cells === null || cells.length > COLUMNS_MAX)
      return refuse("too-many-columns", { line: index + 1, column: COLUMNS_MAX + 1 });
    if (rows.length > ROWS_MAX + SPARE_ROWS) return refuse("too-many-rows", { line: index + 1 });
    rows.push(cells);
    lines.push(index + 1);
  }
  close();
  return done(sheets);
}

/** Cells of one line; an outer bar on either side is a frame, not an empty cell. */
function splitCells(line: string): string[] | null {
  // Two more than the columns stand for the outer bars; a line of millions is never held as cells.
  const cells = line.split(/(?<!\\)\|/, COLUMNS_MAX + 3);
  if (cells.length > COLUMNS_MAX + 2) return null;
  if (line.startsWith("|")) cells.shift();
  if (/(?<!\\)\|$/.test(line)) cells.pop();
  return cells.map(plainText);
}

function plainText(cell: string): string {
  return decodeEntities(
    cell
      .trim()
      .replaceAll("\\|", "|")
      .replace(/<br\s*\/?>/gi, "\n"),
  );
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
