import type { ExportQuery } from "#lib/core/api/documents.ts";
import { defaultView, layout } from "#lib/core/scene/layout.ts";
import { sceneToSvg } from "#lib/core/scene/svg.ts";
import type { ExportSubject } from "./target.ts";

/** The topology as SVG text: real text, the plan embedded for re-import, byte-stable. */
export function toSvg({ plan, version }: ExportSubject, { lang, theme, domain }: ExportQuery): string {
  const view = defaultView(plan);
  const scene = layout(plan, domain === undefined ? view : { ...view, domain });
  return sceneToSvg(scene, { lang: lang === "en" ? "en" : "zh", theme, plan, title: plan.name, version });
}
