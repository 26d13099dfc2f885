import type { Block } from "./block.ts";
import { tableCells } from "./columns.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The block as an HTML table, which Word, mail programs and web editors paste as a table. */
export function blockHtml({ machines, columns }: Block): string {
  const rows = machines.map((machine) => {
    const cells = columns.map((column) => `<td>${escapeText(tableCells[column].write(machine))}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<table><tbody>${rows.join("")}</tbody></table>`;
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}
