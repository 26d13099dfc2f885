import type { Plan } from "#lib/core/plan/plan.ts";
import { totalsOf } from "#lib/core/plan/totals.ts";
import type { Scene, SceneNode } from "./scene.ts";
import { embedPlan } from "./svg/embedded-plan.ts";
import { drawLegend, drawTitle, MARGIN, TITLE_HEIGHT } from "./svg/frame.ts";
import { drawColumn, drawEdges, drawHull, drawLane, markers } from "./svg/lines.ts";
import { drawMachine } from "./svg/machines.ts";
import { element, type Pen, penFor } from "./svg/pen.ts";
import { drawClients, drawEndpoint, drawGrid, drawPool, drawSupport } from "./svg/places.ts";
import { drawable, escapeXml } from "./svg/text.ts";
import { FONT_SANS, type Theme } from "./tokens.ts";
import type { Lang } from "./vocabulary.ts";
import { sceneWords } from "./words.ts";

interface SvgOptions {
  readonly lang: Lang;
  readonly theme: Theme;
  /** Embedded as metadata, so that the drawing can be imported again. */
  readonly plan: Plan;
  readonly title: string;
  readonly version?: number;
}

function drawNode(node: SceneNode, pen: Pen): string {
  switch (node.kind) {
    case "machine":
      return drawMachine(node, pen);
    case "pool":
      return drawPool(node, pen);
    case "grid":
      return drawGrid(node, pen);
    case "endpoint":
      return drawEndpoint(node, pen);
    case "support":
      return drawSupport(node, pen);
    case "clients":
      return drawClients(node, pen);
  }
}

function drawScene(scene: Scene, pen: Pen): string {
  const columns = scene.domain === "none" ? [] : scene.columns;
  const { lines, labels } = drawEdges(scene, pen);
  return [
    ...scene.lanes.map((lane, index) => drawLane(lane, index, pen)),
    ...columns.map((column) => drawColumn(column, pen)),
    ...scene.hulls.map((hull) => drawHull(hull, pen)),
    lines,
    ...scene.nodes.map((node) => drawNode(node, pen)),
    labels,
  ].join("");
}

/**
 * The drawing as one self-contained SVG: real text, no scripts, nothing loaded from elsewhere. The same input gives
 * the same bytes.
 */
export function sceneToSvg(scene: Scene, options: SvgOptions): string {
  const { plan, title, version, theme, lang } = options;
  const pen = penFor(sceneWords(lang), theme);
  const width = scene.width + 2 * MARGIN;
  const head = drawTitle({ title, version, plan }, width, pen);
  const legend = drawLegend(scene, { y: TITLE_HEIGHT + scene.height, width }, pen);
  const height = TITLE_HEIGHT + scene.height + legend.height;
  const described = pen.words.totals(totalsOf(plan.machines));
  const parts = [
    element("title", {}, escapeXml(drawable(title))),
    element("desc", {}, escapeXml(described)),
    embedPlan(plan),
    markers(pen),
    element("rect", { width, height, fill: pen.ink.bg }),
    element("g", {}, head),
    element("g", { transform: `translate(${MARGIN} ${TITLE_HEIGHT})` }, drawScene(scene, pen)),
    element("g", {}, legend.svg),
  ];
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const root = { xmlns: "http://www.w3.org/2000/svg", ...size, "font-family": FONT_SANS };
  const svg = element("svg", { ...root, role: "img", lang: lang === "zh" ? "zh-CN" : "en" }, parts.join(""));
  return `${svg.replaceAll("><", ">\n<")}\n`;
}
