import type { ReactFlowInstance } from "reactflow";
import type { Point, Rect } from "#lib/core/scene/scene.ts";

import type { StageNode } from "./stage-nodes.ts";

type Lod = "far" | "mid" | "near";

const MID_FROM = 0.35;
const NEAR_FROM = 0.7;
export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 2;
const ZOOM_STEP = 1.25;
const PAN_STEP = 80;
/** Sticky toolbars must not cover what has the focus (WCAG 2.4.11). */
const MARGIN = 80;
const OPEN_MARGIN = 24;
const MOVE_MS = 200;

export interface Camera {
  readonly toScene: (client: Point) => Point;
  readonly fit: (rect: Rect) => void;
  /** Moves just enough to bring a rectangle into view. */
  readonly reveal: (rect: Rect) => void;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly actualSize: () => void;
  readonly pan: (columns: number, rows: number) => void;
  readonly panBy: (dx: number, dy: number) => void;
  readonly visible: () => Rect;
}

export function lodAt(zoom: number): Lod {
  if (zoom < MID_FROM) return "far";
  return zoom < NEAR_FROM ? "mid" : "near";
}

/** 100 % with the top of the drawing in view; centred sideways when it fits. */
export function openingViewport(scene: { readonly width: number }, frameWidth: number) {
  const spare = frameWidth - scene.width;
  return { x: spare > 0 ? spare / 2 : OPEN_MARGIN, y: OPEN_MARGIN, zoom: 1 };
}

function moveMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : MOVE_MS;
}

// How far a span must move to lie inside [margin, size - margin]; a longer one stays while it fills the frame.
function shiftInto(start: number, length: number, size: number): number {
  const margin = Math.min(MARGIN, size / 4);
  if (length > size - 2 * margin && start <= margin && start + length >= size - margin) return 0;
  if (start < margin || length > size - 2 * margin) return margin - start;
  return Math.min(0, size - margin - (start + length));
}

export function makeCamera(flow: ReactFlowInstance<StageNode>, frame: () => DOMRect): Camera {
  const shift = (dx: number, dy: number, duration: number) => {
    const { x, y, zoom } = flow.getViewport();
    // A smooth move would zoom out on its way.
    void flow.setViewport({ x: x + dx, y: y + dy, zoom }, { duration, interpolate: "linear" });
  };
  return {
    toScene: (client) => flow.screenToFlowPosition({ x: client.x, y: client.y }),
    fit: (rect) => void flow.fitBounds({ ...rect }, { padding: 0.08, duration: moveMs() }),
    reveal: (rect) => {
      const { x, y, zoom } = flow.getViewport();
      const { width, height } = frame();
      const dx = shiftInto(rect.x * zoom + x, rect.width * zoom, width);
      const dy = shiftInto(rect.y * zoom + y, rect.height * zoom, height);
      if (dx !== 0 || dy !== 0) shift(dx, dy, moveMs());
    },
    zoomIn: () => void flow.zoomTo(Math.min(MAX_ZOOM, flow.getZoom() * ZOOM_STEP), { duration: moveMs() }),
    zoomOut: () => void flow.zoomTo(Math.max(MIN_ZOOM, flow.getZoom() / ZOOM_STEP), { duration: moveMs() }),
    actualSize: () => void flow.zoomTo(1, { duration: moveMs() }),
    pan: (columns, rows) => shift(-columns * PAN_STEP, -rows * PAN_STEP, moveMs()),
    panBy: (dx, dy) => shift(dx, dy, 0),
    visible: () => {
      const { x, y, zoom } = flow.getViewport();
      const { width, height } = frame();
      return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
    },
  };
}
