import * as z from "zod";
import { BYTES_MAX, CELL_MAX, COLUMNS_MAX, ROWS_MAX } from "./grid.ts";

const REFUSAL_CODES = [
  "empty",
  "no-table",
  "too-large",
  "too-many-rows",
  "too-many-columns",
  "cell-too-long",
  "quote-not-closed",
  "binary",
  "mixed-encoding",
  "old-excel",
  "not-a-workbook",
  "unsafe-archive",
  "unsafe-xml",
  "no-such-sheet",
  "not-json",
  "not-a-node-list",
  "not-a-plan",
  "plan-too-new",
  "no-plan-inside",
  "bad-mapping",
  "too-slow",
  "too-much-memory",
] as const;
export const RefusalCode = z.enum(REFUSAL_CODES);
export type RefusalCode = z.infer<typeof RefusalCode>;

/** Why a whole source was not read, and where; `evidence` is a figure or a name, never the text of a cell. */
export interface ImportRefusal {
  readonly code: RefusalCode;
  readonly line: number | null;
  readonly column: number | null;
  readonly evidence: string | null;
}

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: ImportRefusal };

export interface RefusalPlace {
  readonly line?: number | null;
  readonly column?: number | null;
  readonly evidence?: string | null;
}

export function refuse(code: RefusalCode, place: RefusalPlace = {}): { ok: false; refusal: ImportRefusal } {
  return {
    ok: false,
    refusal: { code, line: place.line ?? null, column: place.column ?? null, evidence: place.evidence ?? null },
  };
}

export function done<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

const SENTENCES: Readonly<Record<RefusalCode, string>> = {
  empty: "There is no text in it. Paste a table or choose a file with rows.",
  "no-table": "No table was found. Expected rows of cells with a header such as host name and IP address.",
  "too-large": `It is larger than ${BYTES_MAX / 1_000_000} MB. Split it, or leave out what is not machines.`,
  "too-many-rows": `It has more than ${ROWS_MAX} rows. Split it into several imports.`,
  "too-many-columns": `It has more than ${COLUMNS_MAX} columns. Delete the columns that do not describe machines.`,
  "cell-too-long": `A cell is longer than ${CELL_MAX} characters. Shorten it, or check for a missing quote before it.`,
  "quote-not-closed": 'A quote (") is opened and never closed. Close it, or double it where it belongs to the text.',
  binary: "It holds NUL characters, so it is no text. Save the table as CSV (UTF-8) or XLSX.",
  "mixed-encoding":
    "Some bytes are neither UTF-8 nor GB18030, as when files of two origins were joined. Save it as UTF-8.",
  "old-excel": "It is an old Excel file (.xls). Save it as .xlsx or CSV.",
  "not-a-workbook": "It is a zip archive, but no readable Excel workbook. Save it again as .xlsx or CSV.",
  "unsafe-archive":
    "The workbook unpacks to far more than a machine table needs, or lies about its size. Save it as CSV.",
  "unsafe-xml": "The workbook holds XML declarations that no spreadsheet program writes. Save it as CSV.",
  "no-such-sheet": "There is no sheet of that name. Choose one of the sheets in the file.",
  "not-json": "It starts like JSON, but is not valid JSON.",
  "not-a-node-list": "It is JSON, but not the output of `kubectl get nodes -o json`.",
  "not-a-plan": "It is no plan of this program.",
  "plan-too-new": "The plan was written by a newer major version of the schema.",
  "no-plan-inside": "The drawing holds no embedded plan. Export it again as SVG or PNG from the plan.",
  "bad-mapping": "`mapping` must be a JSON list of field names, one per column.",
  "too-slow": "Reading it took too long, so it was stopped. Save it as CSV and try again.",
  "too-much-memory": "Reading it needed too much memory, so it was stopped. Save it as CSV and try again.",
};

/** The refusal as one English text for the API: what, where, evidence, what to do. */
export function refusalText({ code, line, column, evidence }: ImportRefusal): string {
  const place = [line === null ? null : `line ${line}`, column === null ? null : `column ${column}`]
    .filter((part) => part !== null)
    .join(", ");
  const parts = [place, evidence].filter((part) => part !== null && part !== "");
  const where = parts.length === 0 ? "" : ` (${parts.join("; ")})`;
  return `The table was not read${where}: ${SENTENCES[code]}`;
}
