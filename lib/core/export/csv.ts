import { stringify } from "csv-stringify/sync";
import { guardFormula } from "./formula.ts";
import type { Table } from "./table.ts";

/** RFC 4180 with CRLF and a BOM, so that Excel takes it for UTF-8; formulas neutralised. */
export function toCsv(table: Table): string {
  const blank = table.software.length === 0 ? [] : [[], table.softwareHeaders, ...table.software];
  const rows = [table.headers, ...table.rows.map((row) => row.cells), ...blank];
  return stringify(
    rows.map((row) => row.map((cell) => (typeof cell === "string" ? guardFormula(cell) : cell))),
    // A lone LF or CR inside a cell is not the record delimiter, but ends the record for every reader.
    { bom: true, record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}
