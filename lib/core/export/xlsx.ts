import { unzipSync, zipSync } from "fflate";
import writeExcelFile, { type Feature, type SheetData } from "write-excel-file/universal";
import type { Cell, Table } from "./table.ts";
import { type ExportLang, say, WORDS } from "./words.ts";

const HEADER_ROWS = 1;
const WIDTH_MIN = 8;
const WIDTH_MAX = 48;
// The zip format cannot say anything older; a fixed instant keeps the file the same for the same plan.
const FIXED_INSTANT = "1980-01-01T00:00:00";
const SHEET_NAME_MAX = 31;

/** An Excel workbook: frozen header, filter and fitting columns; texts are typed as strings, so none runs as a formula. */
export async function toXlsx(table: Table, lang: ExportLang): Promise<Uint8Array> {
  const sheets = [
    sheetOf(
      sheetName(say(WORDS.planTitle, lang)),
      table.headers,
      table.rows.map((row) => row.cells),
    ),
  ];
  if (table.software.length > 0)
    sheets.push(sheetOf(sheetName(say(WORDS.software, lang)), table.softwareHeaders, table.software));
  const blob = await writeExcelFile(sheets, { features: [autoFilter(sheets.map((sheet) => sheet.data))] }).toBlob();
  return withFixedTimes(new Uint8Array(await blob.arrayBuffer()));
}

function sheetOf(sheet: string, headers: readonly string[], rows: readonly (readonly Cell[])[]) {
  const head = headers.map((value) => ({ value, type: String, fontWeight: "bold" as const }));
  const body = rows.map((row) => row.map(typed));
  const data: SheetData = [head, ...body];
  const columns = headers.map((header, index) => ({
    width: widthOf([header, ...rows.map((row) => row[index] ?? null)]),
  }));
  return { sheet, data, columns, stickyRowsCount: HEADER_ROWS, orientation: "landscape" as const };
}

function typed(cell: Cell) {
  if (cell === null || cell === "") return null;
  return typeof cell === "number"
    ? { value: cell, type: Number }
    : { value: cell, type: String, wrap: cell.includes("\n") };
}

/** Width in characters; a Han character takes two. */
function widthOf(cells: readonly Cell[]): number {
  const longest = cells.reduce<number>((width, cell) => Math.max(width, displayWidth(String(cell ?? ""))), 0);
  return Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, longest + 2));
}

function displayWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += (sign.codePointAt(0) ?? 0) > 0x2e80 ? 2 : 1;
  return width;
}

function sheetName(text: string): string {
  return text.replace(/[\\/?*[\]:]/g, " ").slice(0, SHEET_NAME_MAX);
}

function autoFilter(sheets: readonly SheetData[]): Feature<Blob> {
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform: (xml, _options, { sheetIndex }) => {
            const rows = sheets[sheetIndex] ?? [];
            const last = `${columnName((rows[0]?.length ?? 1) - 1)}${rows.length}`;
            return xml.replace("</sheetData>", `</sheetData><autoFilter ref="A1:${last}"/>`);
          },
        },
      },
    },
  };
}

function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function withFixedTimes(zip: Uint8Array): Uint8Array {
  const entries = unzipSync(zip);
  const names = Object.keys(entries).sort();
  return zipSync(Object.fromEntries(names.map((name) => [name, entries[name] ?? new Uint8Array()])), {
    mtime: FIXED_INSTANT,
  });
}
