import { type MouseEvent, type PointerEvent, useCallback, useMemo } from "react";
import { type CanvasKit, useKit } from "#components/canvas/canvas-kit.ts";
import { INLINE_FIELDS, useCanvas } from "#components/canvas/canvas-state.ts";
import { machinesOfStop } from "#components/canvas/keyboard/activate.ts";
import { focusWhenDrawn, selectionIdOf } from "#components/canvas/keyboard/navigate.ts";
import type { Stop } from "#components/canvas/keyboard/stops.ts";
import { usePlace } from "#components/canvas/palette/use-place.ts";
import type { GridNode } from "#lib/core/scene/scene.ts";
import { useSelection } from "#lib/query/selection.ts";
import { cellAt } from "./hit.ts";
import { cellOfStop, gridCellAt } from "./targets.ts";

const NOT_OURS = "input, textarea, [data-no-gesture], .react-flow__panel";

/** What a click, a double click and the hovering pointer do; the rest of a press is in `use-pointer.ts`. */
export function useClicks(onOpenInTable: (machineIds: readonly string[]) => void) {
  const kitRef = useKit();
  const place = usePlace();
  const onClick = useCallback(
    (event: MouseEvent) => {
      const kit = kitRef.current;
      const { target } = event;
      if (kit === null || !(target instanceof Element) || target.closest(NOT_OURS) !== null) return;
      const { tool } = useCanvas.getState();
      if (tool !== null) {
        const at = kit.camera.toScene({ x: event.clientX, y: event.clientY });
        const cell = cellAt(kit.scene, at);
        if (cell !== null) place(tool, cell, poolAt(kit, at));
        return;
      }
      if (openPart(kit, target, onOpenInTable)) return;
      choose(kit, target, event);
    },
    [kitRef, place, onOpenInTable],
  );
  const onDoubleClick = useCallback(
    (event: MouseEvent) => {
      const kit = kitRef.current;
      const machineId = attributeOf(event.target, "data-machine");
      if (kit === null || !kit.canEdit || machineId === null) return;
      const named = attributeOf(event.target, "data-field");
      const field = INLINE_FIELDS.find((each) => each === named) ?? "hostname";
      useCanvas.getState().patch({ editing: { machineId, field } });
    },
    [kitRef],
  );
  const onPointerMove = useCallback(
    (event: PointerEvent) => {
      const kit = kitRef.current;
      if (kit === null || event.buttons !== 0 || !(event.target instanceof Element)) return;
      const cell = gridCellAt(event.target, event, kit);
      if (cell !== null) hover(cell);
    },
    [kitRef],
  );
  return useMemo(() => ({ onClick, onDoubleClick, onPointerMove }), [onClick, onDoubleClick, onPointerMove]);
}

function attributeOf(target: EventTarget, name: string): string | null {
  return target instanceof Element ? (target.closest(`[${name}]`)?.getAttribute(name) ?? null) : null;
}

function hover({ grid, index }: { grid: GridNode; index: number }): void {
  const { gridCursor, patch } = useCanvas.getState();
  if (gridCursor?.gridId !== grid.id || gridCursor.index !== index) patch({ gridCursor: { gridId: grid.id, index } });
}

function poolAt(kit: CanvasKit, at: { readonly y: number }): string | null {
  const pool = kit.scene.nodes.find(
    (placed) => placed.kind === "pool" && at.y >= placed.box.y && at.y < placed.box.y + placed.box.height,
  );
  return pool?.kind === "pool" ? pool.poolKey : null;
}

/** Buttons inside the drawing: fold a pool, open it in the table, add to a cell. */
function openPart(kit: CanvasKit, target: Element, onOpenInTable: (ids: readonly string[]) => void): boolean {
  const toggled = attributeOf(target, "data-toggle");
  if (toggled !== null) {
    kit.togglePool(toggled);
    return true;
  }
  const opened = attributeOf(target, "data-open-table");
  const pool = opened === null ? undefined : kit.scene.nodes.find(({ id }) => id === opened);
  if (pool?.kind === "pool") {
    useSelection.getState().select(pool.machineIds, "replace");
    onOpenInTable(pool.machineIds);
    return true;
  }
  const cell = attributeOf(target, "data-cell");
  const stop = cell === null ? undefined : kit.stops.find(({ id }) => id === cell);
  if (stop !== undefined) useCanvas.getState().patch({ addingIn: cellOfStop(kit, stop) });
  return stop !== undefined;
}

/** Selects what was clicked: Shift or Ctrl takes it in or out, the bare pane lets everything go. */
function choose(kit: CanvasKit, target: Element, event: MouseEvent): void {
  const { select, clear } = useSelection.getState();
  const isToggling = event.shiftKey || event.ctrlKey || event.metaKey;
  const pressed = pressedAt(kit, target, event);
  if (pressed !== null) {
    select(pressed.ids, isToggling ? "toggle" : "replace");
    focusWhenDrawn(pressed.stop.id);
  } else if (!isToggling) clear();
}

interface Pressed {
  readonly stop: Stop;
  /** What it puts into the selection. */
  readonly ids: readonly string[];
}

/** The stop under a press and what it stands for; null on the bare pane. */
export function pressedAt(
  kit: CanvasKit,
  target: Element,
  at: { readonly clientX: number; readonly clientY: number },
): Pressed | null {
  const cell = gridCellAt(target, at, kit);
  const box = target.closest("[data-machine], [data-endpoint], [data-support], [data-pool], [data-grid]");
  const stopId =
    (box ?? target).querySelector("[data-stop]")?.getAttribute("data-stop") ?? attributeOf(target, "data-stop");
  const stop = kit.stops.find(({ id }) => id === stopId);
  if (stop === undefined) return null;
  const selectionId = selectionIdOf(stop);
  const gridMachine = cell === null ? undefined : cell.grid.machineIds[cell.index];
  if (cell !== null) hover(cell);
  if (gridMachine !== undefined) return { stop, ids: [gridMachine] };
  return { stop, ids: selectionId === null ? machinesOfStop(kit, stop) : [selectionId] };
}
