import type { CanvasKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { gridCellRect } from "#components/canvas/gestures/hit.ts";
import { gridOf, stopElement } from "#components/canvas/gestures/targets.ts";
import type { Direction } from "#lib/core/scene/order.ts";
import type { GridNode, Lane } from "#lib/core/scene/scene.ts";
import { useSelection } from "#lib/query/selection.ts";
import { laneEnd, type Stop, stopTowards } from "./stops.ts";

type Extend = "replace" | "add" | "keep";

/** What a stop puts into the shared selection; headers, pools and "+" buttons are places, not things. */
export function selectionIdOf(stop: Stop): string | null {
  return stop.kind === "machine" || stop.kind === "endpoint" || stop.kind === "support" ? stop.id : null;
}

export function focusedStop(kit: CanvasKit): Stop | null {
  const { focusId } = useCanvas.getState();
  return kit.stops.find((stop) => stop.id === focusId) ?? null;
}

/** Brings a stop into view and gives it the focus; a card outside the frame is drawn only after the camera moved. */
function goTo(kit: CanvasKit, stop: Stop, extend: Extend): void {
  useCanvas.getState().patch({ focusId: stop.id });
  kit.camera.reveal(stop.rect);
  const selectionId = selectionIdOf(stop);
  if (selectionId !== null && extend !== "keep") useSelection.getState().select([selectionId], extend);
  focusWhenDrawn(stop.id);
}

const DRAW_TRIES = 20;

export function focusWhenDrawn(stopId: string, triesLeft = DRAW_TRIES): void {
  const element = stopElement(stopId);
  if (element !== null) element.focus({ preventScroll: true });
  else if (triesLeft > 0) requestAnimationFrame(() => focusWhenDrawn(stopId, triesLeft - 1));
}

/** One press of an arrow key: inside a heat-grid the cursor cell moves first, elsewhere the focus. */
export function step(kit: CanvasKit, direction: Direction, extend: Extend): void {
  const from = focusedStop(kit);
  if (from === null) {
    const first = kit.stops[0];
    if (first !== undefined) goTo(kit, first, extend);
    return;
  }
  const grid = from.kind === "grid" ? gridOf(kit, from.id) : null;
  if (grid !== null && moveCursor(kit, grid, { direction, extend })) return;
  const next = stopTowards(kit.stops, from, direction);
  if (next !== null) goTo(kit, next, extend);
}

const CURSOR_STEP: Record<Direction, (columns: number) => number> = {
  left: () => -1,
  right: () => 1,
  up: (columns) => -columns,
  down: (columns) => columns,
};

/** False at the edge of the grid, where the arrow leaves it. */
function moveCursor(kit: CanvasKit, grid: GridNode, go: { direction: Direction; extend: Extend }): boolean {
  const { gridCursor } = useCanvas.getState();
  const index = gridCursor?.gridId === grid.id ? gridCursor.index : 0;
  const isFirst = gridCursor?.gridId !== grid.id;
  const next = isFirst ? 0 : index + CURSOR_STEP[go.direction](grid.columns);
  const column = index % grid.columns;
  const leavesRow =
    (go.direction === "left" && column === 0) || (go.direction === "right" && column === grid.columns - 1);
  if (next < 0 || next >= grid.machineIds.length || (leavesRow && !isFirst)) return false;
  setCursor(kit, grid, next);
  const machineId = grid.machineIds[next];
  if (go.extend === "add" && machineId !== undefined) useSelection.getState().select([machineId], "add");
  return true;
}

function setCursor(kit: CanvasKit, grid: GridNode, index: number): void {
  useCanvas.getState().patch({ gridCursor: { gridId: grid.id, index } });
  kit.camera.reveal(gridCellRect(grid, index));
}

export function goToLaneEnd(kit: CanvasKit, end: "first" | "last", extend: Extend): void {
  const from = focusedStop(kit);
  if (from !== null) goTo(kit, laneEnd(kit.stops, from, end), extend);
}

/** Machines of the lane that has the focus; on the second press all machines. */
export function selectLaneThenAll(kit: CanvasKit): void {
  const from = focusedStop(kit);
  const lane: Lane | undefined = kit.scene.lanes.find(({ id }) => id === from?.lane);
  const { ids, select } = useSelection.getState();
  const laneIds = lane?.machineIds ?? [];
  const isLaneSelected = laneIds.length > 0 && laneIds.every((id) => ids.has(id));
  select(laneIds.length === 0 || isLaneSelected ? kit.plan.machines.map(({ id }) => id) : laneIds, "replace");
}
