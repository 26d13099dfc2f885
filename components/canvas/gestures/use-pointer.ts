import { type PointerEvent, type RefObject, useCallback } from "react";
import { type CanvasKit, useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import type { Point } from "#lib/core/scene/scene.ts";
import { useSelection } from "#lib/query/selection.ts";
import { commitMove } from "./commit-move.ts";
import { machinesInBox } from "./hit.ts";
import { landingAt } from "./landing.ts";
import { rectBetween } from "./rects.ts";
import { gridMachineAt } from "./targets.ts";

/** Pixels before a press becomes a drag, so that a shaky click stays a click. */
const SLOP = 4;
const EDGE = 40;
const EDGE_STEP = 14;

interface Gesture {
  readonly start: Point;
  /** Machines under the press; empty on the pane, where a drag draws a box. */
  readonly ids: readonly string[];
  readonly isAdding: boolean;
  isActive: boolean;
}

/** Machines that a drag from this element would take along: the selection when the machine is part of it. */
function draggedFrom(target: Element, event: PointerEvent, kit: CanvasKit): readonly string[] {
  const machineId = target.closest("[data-machine]")?.getAttribute("data-machine") ?? gridMachineAt(target, event, kit);
  if (machineId === null || !kit.canEdit) return [];
  const { ids } = useSelection.getState();
  if (ids.has(machineId)) return [...ids].filter((id) => kit.machines.has(id));
  return target.closest("[data-grid]") === null ? [machineId] : [];
}

function isOurPress(event: PointerEvent, target: Element): boolean {
  const isPlainPress = event.button === 0 && event.isPrimary && event.pointerType !== "touch";
  return isPlainPress && target.closest("input, textarea, [data-no-gesture], .canvas-plus, .canvas-header") === null;
}

function step(gesture: Gesture, at: Point, kit: CanvasKit): void {
  const { patch } = useCanvas.getState();
  if (gesture.ids.length === 0) patch({ box: rectBetween(gesture.start, at) });
  else patch({ movement: { ids: gesture.ids, at, landing: landingAt(kit.scene, gesture.ids, at) } });
}

function finish(gesture: Gesture, kit: CanvasKit): void {
  const { patch, box, movement } = useCanvas.getState();
  patch({ box: null, movement: null });
  if (box !== null) useSelection.getState().select(machinesInBox(kit.scene, box), gesture.isAdding ? "add" : "replace");
  if (movement !== null) commitMove(kit, movement);
}

/** Pans while a drag is held near the edge of the frame. */
function panAtEdge(event: globalThis.PointerEvent, frame: DOMRect, kit: CanvasKit): void {
  const push = (position: number, start: number, end: number): number => {
    if (position < start + EDGE) return EDGE_STEP;
    return position > end - EDGE ? -EDGE_STEP : 0;
  };
  const dx = push(event.clientX, frame.left, frame.right);
  const dy = push(event.clientY, frame.top, frame.bottom);
  if (dx !== 0 || dy !== 0) kit.camera.panBy(dx, dy);
}

/** Drag of machines between cells, and box selection; returns the handler for the stage's presses. */
export function usePointer(frame: RefObject<HTMLElement | null>, isPanning: RefObject<boolean>) {
  const kitRef = useKit();
  return useCallback(
    (event: PointerEvent) => {
      const kit = kitRef.current;
      const { target } = event;
      if (kit === null || !(target instanceof Element) || !isOurPress(event, target)) return;
      if (isPanning.current || useCanvas.getState().tool !== null) return;
      const gesture: Gesture = {
        start: kit.camera.toScene({ x: event.clientX, y: event.clientY }),
        ids: draggedFrom(target, event, kit),
        isAdding: event.shiftKey || event.ctrlKey || event.metaKey,
        isActive: false,
      };
      const origin = { x: event.clientX, y: event.clientY };
      track(gesture, { origin, kitRef, frame });
    },
    [kitRef, frame, isPanning],
  );
}

interface Tracking {
  readonly origin: Point;
  readonly kitRef: RefObject<CanvasKit | null>;
  readonly frame: RefObject<HTMLElement | null>;
}

/** Follows one press to its end; Escape or a lost pointer takes it back. */
function track(gesture: Gesture, { origin, kitRef, frame }: Tracking): void {
  const listeners = new AbortController();
  const { signal } = listeners;
  const move = (event: globalThis.PointerEvent) => {
    const kit = kitRef.current;
    if (kit === null) return;
    const distance = Math.hypot(event.clientX - origin.x, event.clientY - origin.y);
    if (!gesture.isActive && distance < SLOP) return;
    gesture.isActive = true;
    const bounds = frame.current?.getBoundingClientRect();
    if (bounds !== undefined) panAtEdge(event, bounds, kit);
    step(gesture, kit.camera.toScene({ x: event.clientX, y: event.clientY }), kit);
  };
  const cancel = () => {
    listeners.abort();
    useCanvas.getState().patch({ box: null, movement: null });
  };
  const up = () => {
    listeners.abort();
    const kit = kitRef.current;
    if (!gesture.isActive || kit === null) return;
    swallowNextClick();
    finish(gesture, kit);
  };
  window.addEventListener("pointermove", move, { signal });
  window.addEventListener("pointerup", up, { signal });
  window.addEventListener("pointercancel", cancel, { signal });
  window.addEventListener("keydown", (event) => event.key === "Escape" && cancel(), { signal });
}

/** The browser sends a click after a drag that ends where it began; it must not change the selection again. */
function swallowNextClick(): void {
  const swallow = (event: Event) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 0);
}
