import { COLUMN_HEADER_HEIGHT, LANE_TITLE_WIDTH } from "#lib/core/scene/layout/geometry.ts";
import type { Column, Lane, RaftHull, Scene, SceneEdge } from "#lib/core/scene/scene.ts";
import { box, element, label, type Pen, SMALL, SMALL_MONO } from "./pen.ts";
import { drawable, widthOf } from "./text.ts";

const HULL_INSET = 12;

interface Stroke {
  readonly width: number;
  readonly dots?: string;
  readonly hasArrow: boolean;
}

/** Dashes stay free for "cut" and "missing"; VRRP is dotted. */
export const STROKES: Readonly<Record<SceneEdge["kind"], Stroke>> = {
  api: { width: 1.5, hasArrow: true },
  "vip-hold": { width: 3, hasArrow: false },
  vrrp: { width: 2, dots: "0 5", hasArrow: false },
  backend: { width: 1, hasArrow: true },
  "etcd-client": { width: 1.5, hasArrow: true },
  raft: { width: 1.5, hasArrow: false },
  kubelet: { width: 1.5, hasArrow: true },
};

const ARROW = "arrow";

export function markers(pen: Pen): string {
  const tip = element("path", { d: "M0 0L8 4L0 8z", fill: pen.ink.edge });
  const size = { viewBox: "0 0 8 8", markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse" };
  const marker = element("marker", { id: ARROW, ...size, refX: 7, refY: 4, orient: "auto" }, tip);
  return element("defs", {}, marker);
}

export function stroke(kind: SceneEdge["kind"], d: string, pen: Pen): string {
  const { width, dots, hasArrow } = STROKES[kind];
  return element("path", {
    d,
    fill: "none",
    stroke: kind === "vip-hold" ? pen.ink.text : pen.ink.edge,
    "stroke-width": width,
    "stroke-dasharray": dots,
    "stroke-linecap": dots === undefined ? undefined : "round",
    "marker-end": hasArrow ? `url(#${ARROW})` : undefined,
  });
}

/** Lines first and their labels after, each label once where several lines share its place. */
export function drawEdges(scene: Scene, pen: Pen): { readonly lines: string; readonly labels: string } {
  const labels = new Map<string, string>();
  for (const edge of scene.edges) {
    const text = pen.words.edge(edge);
    const { x, y } = edge.labelAt;
    if (text !== null) labels.set(`${x} ${y} ${text}`, label(text, { x, y, ...SMALL_MONO, fill: pen.ink["text-2"] }));
  }
  return {
    lines: scene.edges.map(({ kind, path }) => stroke(kind, path, pen)).join(""),
    labels: [...labels.values()].join(""),
  };
}

export function drawHull(hull: RaftHull, pen: Pen): string {
  const { rect } = hull;
  const text = pen.words.hull(hull);
  const y = rect.y + rect.height - HULL_INSET;
  return element(
    "g",
    { "data-hull": hull.id },
    box(rect, { stroke: pen.ink.edge, radius: 12, width: 1.5 }) +
      label(text, { x: rect.x + rect.width / 2, y, ...SMALL, fill: pen.ink.text, anchor: "middle" }),
  );
}

export function drawLane(lane: Lane, index: number, pen: Pen): string {
  const { ink, words } = pen;
  const text = words.lane(lane.id);
  const room = LANE_TITLE_WIDTH - HULL_INSET;
  const style = { size: 13, weight: 600, fill: ink["text-2"], room } as const;
  return (
    box(lane.rect, { fill: index % 2 === 0 ? ink.surface : ink.bg, stroke: ink.line, width: 1 }) +
    label(text, { x: lane.rect.x + HULL_INSET, y: lane.rect.y + 24, ...style })
  );
}

export function drawColumn(column: Column, pen: Pen): string {
  const { rect, name } = column;
  const text = drawable(name ?? pen.words.noDomain);
  const room = rect.width - 16;
  const x = rect.x + Math.max(rect.width / 2, Math.min(widthOf(text, SMALL), room) / 2);
  const fill = name === null ? pen.ink["text-3"] : pen.ink.text;
  const y = rect.y + COLUMN_HEADER_HEIGHT / 2;
  const rule = `M${rect.x} ${rect.y}V${rect.y + rect.height}M${rect.x + rect.width} ${rect.y}V${rect.y + rect.height}`;
  return (
    element("path", { d: rule, fill: "none", stroke: pen.ink.line }) +
    label(text, { x, y, size: 13, weight: 600, fill, anchor: "middle", room })
  );
}
