import { strFromU8, strToU8, zipSync } from "fflate";
import readXlsxFile from "read-excel-file/universal";
import type { Sheet } from "#lib/core/import/grid.ts";
import { done, type Read, refuse } from "#lib/core/import/refusal.ts";
import { type SheetShape, sheetShape, withoutEmptyCells } from "./sheet-shape.ts";
import { unpackXml } from "./zip-guard.ts";

const SHEET_PART = /^xl\/worksheets\/[^/]+\.xml$/i;
// No spreadsheet program writes these; they are how XML bombs and file reads are built.
const DECLARATION = /<!(?:DOCTYPE|ENTITY)/i;

/** Sheets of an .xlsx with formulas as their cached text, merged cells repeated, hidden rows known. */
export async function readWorkbook(bytes: Uint8Array): Promise<Read<readonly Sheet[]>> {
  const unpacked = unpackXml(bytes);
  if (!unpacked.ok) return unpacked;
  const vetted = vet(unpacked.value);
  if (!vetted.ok) return vetted;
  const { parts, shapes } = vetted.value;
  try {
    // Stored, not deflated: the reader gets exactly the parts that were counted and vetted.
    const zip = zipSync(parts, { level: 0 });
    const read = await readXlsxFile(zip.buffer, { trim: false, parseNumber: numberText });
    const order = sheetPartsInOrder(parts);
    return done(read.map(({ sheet, data }, index) => toSheet(sheet, data, shapes.get(order[index] ?? ""))));
  } catch (error) {
    return refuse("not-a-workbook", { evidence: error instanceof Error ? placeOnly(error.message) : null });
  }
}

function vet(
  unpacked: ReadonlyMap<string, Uint8Array>,
): Read<{ parts: Record<string, Uint8Array>; shapes: ReadonlyMap<string, SheetShape> }> {
  const parts: Record<string, Uint8Array> = {};
  const shapes = new Map<string, SheetShape>();
  for (const [name, bytes] of unpacked) {
    const xml = strFromU8(bytes);
    if (DECLARATION.test(xml)) return refuse("unsafe-xml", { evidence: name.slice(0, 80) });
    if (!SHEET_PART.test(name)) {
      parts[name] = bytes;
      continue;
    }
    const lean = withoutEmptyCells(xml);
    const shape = sheetShape(lean);
    if (!shape.ok) return shape;
    shapes.set(name, shape.value);
    parts[name] = strToU8(lean);
  }
  return done({ parts, shapes });
}

/** Part names of the sheets in the order of the workbook, so that shapes meet their values. */
function sheetPartsInOrder(parts: Readonly<Record<string, Uint8Array>>): string[] {
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const targets = new Map<string, string>();
  for (const [tag] of text("xl/_rels/workbook.xml.rels").matchAll(/<(?:\w+:)?Relationship\s[^<>]*>/g)) {
    const target = attribute(tag, "Target").replace(/^\/?xl\//, "");
    targets.set(attribute(tag, "Id"), `xl/${target}`);
  }
  const sheets = text("xl/workbook.xml").matchAll(/<(?:\w+:)?sheet\s[^<>]*>/g);
  return [...sheets].map(([tag]) => targets.get(attribute(tag, "(?:\\w+:)id")) ?? "");
}

function attribute(tag: string, name: string): string {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? "";
}

type Value = string | boolean | object | null;

function toSheet(name: string, data: readonly (readonly Value[])[], shape: SheetShape | undefined): Sheet {
  const rows = data.map((row) => row.map(cellText));
  for (const { top, left, bottom, right } of shape?.merges ?? []) {
    const text = rows[top]?.[left] ?? "";
    for (const row of rows.slice(top, bottom + 1)) {
      for (let column = left; column <= right && column < row.length; column += 1) row[column] = text;
    }
  }
  return { name, rows, lines: rows.map((_, row) => row + 1), hiddenRows: shape?.hiddenRows ?? new Set() };
}

function cellText(value: Value): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "string") return value;
  // A date cell: spreadsheets turn `1-2` into one, and the person must see what became of it.
  return "toISOString" in value && typeof value.toISOString === "function"
    ? String(value.toISOString()).slice(0, 10)
    : "";
}

/** Digits as they stand; only a fraction or an exponent is written out anew. */
function numberText(text: string): string {
  return /^-?\d+$/.test(text) ? text : String(Number(text));
}

/** Messages of the reader may quote the file; only a place is passed on. */
function placeOnly(message: string): string | null {
  return /row \d+, col \d+/.exec(message)?.[0] ?? null;
}
