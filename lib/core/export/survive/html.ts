import { escapeXml } from "#lib/core/scene/svg/text.ts";

/** A4 upright, the heading of a table repeated on every sheet; shapes and words carry the meaning, no colour does. */
export const STYLE = `@page{size:A4;margin:14mm 12mm}
body{font:11px/1.5 Inter,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#16191F;background:#fff;max-width:186mm;margin:24px auto;padding:0 12px}
h1{font-size:20px;line-height:28px;margin:0 0 8px}h2{font-size:13px;line-height:20px;margin:18px 0 6px;break-after:avoid}
table{border-collapse:collapse;width:100%}thead{display:table-header-group}tr{break-inside:avoid}
th,td{border:1px solid #C9CED6;padding:3px 6px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#ECEEF2;font-weight:600}td.n{text-align:right;font-variant-numeric:tabular-nums}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 12px;margin:0}dt{color:#4A5361}dd{margin:0}
dl.verdict{border:2px solid #16191F;padding:8px 12px;gap:6px 16px;font-size:12px}dl.verdict dt{font-weight:600}
code{font-family:"JetBrains Mono",monospace;font-size:10px;overflow-wrap:anywhere}p{margin:4px 0;color:#4A5361}ul{margin:0;padding-left:18px}
.sign{display:grid;grid-template-columns:1fr 1fr 1fr;gap:16px;margin-top:28px;break-inside:avoid}.sign div{border-top:1px solid #16191F;padding-top:4px}
@media print{body{margin:0;padding:0}}`;

export type Html = { readonly html: string };

/** Text, escaped. */
export function text(value: string): Html {
  return { html: escapeXml(value) };
}

export function tag(name: string, children: Html | readonly Html[], attributes = ""): Html {
  const inside = "html" in children ? children.html : children.map(({ html }) => html).join("");
  return { html: `<${name}${attributes === "" ? "" : ` ${attributes}`}>${inside}</${name}>` };
}

/** A headed table; numbers stand to the right. */
export function table(headers: readonly string[], rows: readonly (readonly (string | number)[])[]): Html {
  const head = tag(
    "tr",
    headers.map((header) => tag("th", text(header), 'scope="col"')),
  );
  const body = rows.map((row) =>
    tag(
      "tr",
      row.map((cell) =>
        typeof cell === "number" ? tag("td", text(String(cell)), 'class="n"') : tag("td", text(cell)),
      ),
    ),
  );
  return tag("table", [tag("thead", head), tag("tbody", body)]);
}

export function list(entries: readonly string[]): Html {
  return tag(
    "ul",
    entries.map((entry) => tag("li", text(entry))),
  );
}

export function pairs(entries: readonly (readonly [string, string])[], attributes = ""): Html {
  return tag(
    "dl",
    entries.flatMap(([name, value]) => [tag("dt", text(name)), tag("dd", text(value))]),
    attributes,
  );
}
