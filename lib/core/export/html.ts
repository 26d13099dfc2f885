import { escapeXml } from "#lib/core/scene/svg/text.ts";
import type { Cell, Table } from "./table.ts";
import type { ExportLang } from "./words.ts";

const STYLE = `@page{size:A4 landscape;margin:12mm}
body{font:12px/1.5 Inter,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#16191F;background:#fff;margin:24px}
h1{font-size:20px;line-height:28px;margin:0 0 4px}p{color:#4A5361;margin:0 0 16px}
table{border-collapse:collapse;width:100%;margin-bottom:24px}thead{display:table-header-group}tr{break-inside:avoid}
th,td{border:1px solid #868E9A;padding:3px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#ECEEF2}td.n{text-align:right;font-variant-numeric:tabular-nums}tr.total td{font-weight:600;background:#F6F7F9}
@media print{body{margin:0}}`;

/** A page of its own for print and clipboard: A4 landscape, the header repeated on every sheet. */
export function toHtml(table: Table, { lang, footer }: { readonly lang: ExportLang; readonly footer: string }): string {
  const rows = table.rows.map((row) => `<tr class="${row.kind}">${row.cells.map(cellHtml).join("")}</tr>`);
  const software =
    table.software.length === 0
      ? ""
      : `<table>${head(table.softwareHeaders)}<tbody>${table.software.map((row) => `<tr>${row.map(cellHtml).join("")}</tr>`).join("\n")}</tbody></table>`;
  return `<!doctype html>
<html lang="${lang === "en" ? "en" : "zh-CN"}"><head><meta charset="utf-8"><title>${escapeXml(table.title)}</title><style>${STYLE}</style></head>
<body><h1>${escapeXml(table.title)}</h1><p>${escapeXml(footer)}</p>
<table>${head(table.headers)}<tbody>
${rows.join("\n")}
</tbody></table>
${software}</body></html>
`;
}

function head(headers: readonly string[]): string {
  return `<thead><tr>${headers.map((header) => `<th scope="col">${escapeXml(header)}</th>`).join("")}</tr></thead>`;
}

function cellHtml(cell: Cell): string {
  if (typeof cell === "number") return `<td class="n">${cell}</td>`;
  return `<td dir="auto">${(cell ?? "")
    .split(/\r\n|\r|\n/)
    .map(escapeXml)
    .join("<br>")}</td>`;
}
