import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { COLUMNS_MAX, ROWS_MAX, type Sheet, SPARE_ROWS } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";

type HtmlNode = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const SILENT = new Set(["script", "style", "template", "noscript", "title"]);
const BREAKS = new Set(["br", "p", "div", "li"]);
const SPAN_MAX = 1000;
// The tags of a table with 20,000 rows and ten columns. A thread that runs out of heap can take its process with it.
const TAGS_MAX = 400_000;

/** Every table of a page or of a clipboard as a sheet; cells that span rows or columns are repeated in each. */
export function readHtml(html: string): Read<readonly Sheet[]> {
  if (hasTooManyTags(html)) return refuse("too-much-memory", { evidence: `> ${TAGS_MAX} tags` });
  const sheets: Sheet[] = [];
  for (const table of tablesOf(parse(html))) {
    const sheet = readTable(table, `#${sheets.length + 1}`);
    if (!sheet.ok) return sheet;
    if (sheet.value.rows.length > 0) sheets.push(sheet.value);
  }
  return done(sheets);
}

function hasTooManyTags(html: string): boolean {
  let count = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    count += 1;
    if (count > TAGS_MAX) return true;
  }
  return false;
}

/** Walks with a stack of its own: hostile pages nest deeper than the call stack. */
function tablesOf(root: HtmlNode): Element[] {
  const tables: Element[] = [];
  const open: HtmlNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ("tagName" in node && node.tagName === "table") tables.push(node);
    if ("childNodes" in node) open.push(...[...node.childNodes].reverse());
  }
  return tables;
}

function readTable(table: Element, name: string): Read<Sheet> {
  const trs = rowsOf(table);
  if (trs.length > ROWS_MAX + SPARE_ROWS) return refuse("too-many-rows", { line: ROWS_MAX + 1 });
  const grid: string[][] = trs.map(() => []);
  const hiddenRows = new Set<number>();
  for (const [row, tr] of trs.entries()) {
    if (isHidden(tr)) hiddenRows.add(row);
    let column = 0;
    for (const cell of cellsOf(tr)) {
      while (grid[row]?.[column] !== undefined) column += 1;
      const width = spanOf(cell, "colspan");
      if (column + width > COLUMNS_MAX) return refuse("too-many-columns", { line: row + 1, column: COLUMNS_MAX + 1 });
      place(grid, { row, column, width, height: spanOf(cell, "rowspan") }, textOf(cell));
      column += width;
    }
  }
  const rows = grid.map((cells) => Array.from(cells, (cell) => cell ?? ""));
  return done({ name, rows, lines: rows.map((_, row) => row + 1), hiddenRows });
}

interface Area {
  readonly row: number;
  readonly column: number;
  readonly width: number;
  readonly height: number;
}

function place(grid: string[][], area: Area, text: string): void {
  for (const cells of grid.slice(area.row, area.row + area.height)) {
    for (let offset = 0; offset < area.width; offset += 1) cells[area.column + offset] = text;
  }
}

function rowsOf(table: Element): Element[] {
  return childElements(table).flatMap((child) => {
    if (child.tagName === "tr") return [child];
    return ["thead", "tbody", "tfoot"].includes(child.tagName)
      ? childElements(child).filter((row) => row.tagName === "tr")
      : [];
  });
}

function cellsOf(row: Element): Element[] {
  return childElements(row).filter((cell) => cell.tagName === "td" || cell.tagName === "th");
}

function childElements(element: Element): Element[] {
  return element.childNodes.filter((child): child is Element => "tagName" in child);
}

function spanOf(cell: Element, name: "rowspan" | "colspan"): number {
  const value = Number(attribute(cell, name) ?? "1");
  return Number.isInteger(value) && value >= 1 ? Math.min(value, SPAN_MAX) : 1;
}

function isHidden(row: Element): boolean {
  return attribute(row, "hidden") !== undefined || /display\s*:\s*none|mso-hide/i.test(attribute(row, "style") ?? "");
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** What a person sees in the cell: white space collapsed, breaks kept, tables inside it left to themselves. */
function textOf(cell: Element): string {
  let text = "";
  const open: HtmlNode[] = [...cell.childNodes].reverse();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeName === "#text" && "value" in node) text += node.value.replace(/[ \t\r\n\f]+/g, " ");
    if (!("tagName" in node) || SILENT.has(node.tagName) || node.tagName === "table") continue;
    if (BREAKS.has(node.tagName)) text += "\n";
    open.push(...[...node.childNodes].reverse());
  }
  return text
    .split("\n")
    .map((line) => line.replace(/^ +| +$/g, ""))
    .filter((line) => line !== "")
    .join("\n");
}
