import type { ExportQuery } from "#lib/core/api/documents.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { escapeXml } from "#lib/core/scene/svg/text.ts";
import { sceneToSvg } from "#lib/core/scene/svg.ts";
import type { ExportSubject } from "./target.ts";

/** The topology as SVG text: real text, the plan embedded for re-import, byte-stable. */
export function toSvg({ plan, version }: ExportSubject, { lang, theme, domain }: ExportQuery): string {
  const view = defaultView(plan);
  const scene = layout(plan, domain === undefined ? view : { ...view, domain });
  return sceneToSvg(scene, { lang: lang === "en" ? "en" : "zh", theme, plan, title: plan.name, version });
}

/** One sheet: the drawing fills it in whichever direction is short, and keeps its shape. */
const PRINT_STYLE = `@page{size:A4 landscape;margin:10mm}
body{margin:0;background:#fff}svg{display:block;width:100vw;height:98vh}
@media screen{body{padding:24px}svg{width:100%;height:auto}}`;

/** A page of its own for print: the drawing on one sheet of A4 landscape, on white whatever the theme is. */
export function toPrintPage(subject: ExportSubject, query: ExportQuery): string {
  const title = escapeXml(subject.plan.name);
  return `<!doctype html>
<html lang="${query.lang === "en" ? "en" : "zh-CN"}"><head><meta charset="utf-8"><title>${title}</title><style>${PRINT_STYLE}</style></head>
<body>${toSvg(subject, { ...query, theme: "light" })}</body></html>
`;
}
