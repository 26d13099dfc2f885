import type { Cell, Table } from "./table.ts";

/** The table as GitHub-flavoured Markdown; a cell can neither break its row nor carry markup of its own. */
export function toMarkdown(table: Table): string {
  const machines = rowsOf(
    table.headers,
    table.rows.map((row) => row.cells),
  );
  if (table.software.length === 0) return `${machines}\n`;
  return `${machines}\n\n${rowsOf(table.softwareHeaders, table.software)}\n`;
}

function rowsOf(headers: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [line(headers), line(headers.map(() => "---")), ...rows.map(line)].join("\n");
}

function line(cells: readonly Cell[]): string {
  return `| ${cells.map(escapeCell).join(" | ")} |`;
}

function escapeCell(cell: Cell): string {
  return String(cell ?? "")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll("\\|", "&#92;|")
    .replaceAll("|", "\\|")
    .replace(/\r\n|\r|\n/g, "<br>");
}
