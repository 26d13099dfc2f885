import { parse } from "csv-parse/sync";
import type { BackendRow } from "#lib/core/live/observation.ts";
import { Miss } from "#lib/probe/transport/miss.ts";

const SERVER_TYPE = "2";
const MAX_ROWS = 5000;
const MAX_CELL = 200;

type Cell = (column: string) => string;

/**
 * Servers of HAProxy's CSV (management.txt 9.1). Columns are found by name: their order is fixed only in part, and
 * each version adds some.
 */
export function readStats(text: string): readonly BackendRow[] {
  if (!text.startsWith("# pxname,svname,")) throw new Miss("bad-answer", "The answer is not HAProxy's CSV.");
  const [header = [], ...lines] = rowsOf(text.slice(2));
  const at = new Map(header.map((name, index) => [name, index]));
  return lines
    .map(
      (line): Cell =>
        (column) =>
          (line[at.get(column) ?? -1] ?? "").slice(0, MAX_CELL),
    )
    .filter((cell) => cell("type") === SERVER_TYPE)
    .map(backendRow);
}

function backendRow(cell: Cell): BackendRow {
  return {
    proxy: cell("pxname"),
    server: cell("svname"),
    status: cell("status"),
    // A leading star means that a check is running just now.
    checkStatus: cell("check_status").replace(/^\* /, "") || null,
    checkCode: wholeOrNull(cell("check_code")),
    lastChangeSeconds: wholeOrNull(cell("lastchg")),
    address: cell("addr") || null,
  };
}

function rowsOf(text: string): readonly string[][] {
  try {
    return parse(text, { relax_column_count: true, skip_empty_lines: true, to: MAX_ROWS });
  } catch {
    throw new Miss("bad-answer", "The CSV cannot be read.");
  }
}

function wholeOrNull(text: string): number | null {
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}
