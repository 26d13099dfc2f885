import type { CanvasKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { cellOfStop, gridOf } from "#components/canvas/gestures/targets.ts";
import type { Direction } from "#lib/core/scene/order.ts";
import { useSelection } from "#lib/query/selection.ts";
import { focusedStop, focusWhenDrawn, selectionIdOf } from "./navigate.ts";
import type { Stop } from "./stops.ts";

/** Machines that a header, a pool or a heat-grid cell stands for. */
export function machinesOfStop(kit: CanvasKit, stop: Stop): readonly string[] {
  const { scene } = kit;
  if (stop.kind === "lane") return scene.lanes.find(({ id }) => id === stop.lane)?.machineIds ?? [];
  if (stop.kind === "column") return scene.columns.find(({ name }) => name === stop.column)?.machineIds ?? [];
  if (stop.kind === "grid") return cursorMachine(kit, stop.id);
  const placed = scene.nodes.find(({ id }) => id === stop.id);
  return placed?.kind === "pool" ? placed.machineIds : [];
}

function cursorMachine(kit: CanvasKit, gridId: string): readonly string[] {
  const { gridCursor } = useCanvas.getState();
  const machineId = gridOf(kit, gridId)?.machineIds[gridCursor?.gridId === gridId ? gridCursor.index : 0];
  return machineId === undefined ? [] : [machineId];
}

/** Enter: a card is edited in place, a cell opens its add panel, everything else is selected and shown. */
export function activate(kit: CanvasKit, onInspect: () => void): void {
  const stop = focusedStop(kit);
  if (stop === null) return;
  const { patch } = useCanvas.getState();
  const { select } = useSelection.getState();
  if (stop.kind === "cell") patch({ addingIn: cellOfStop(kit, stop) });
  else if (stop.kind === "machine" && kit.canEdit) patch({ editing: { machineId: stop.id, field: "hostname" } });
  else {
    const selectionId = selectionIdOf(stop);
    select(selectionId === null ? machinesOfStop(kit, stop) : [selectionId], "replace");
    if (selectionId !== null || stop.kind === "grid") onInspect();
  }
}

/** Space: takes what has the focus into the selection or out of it. */
export function toggleFocused(kit: CanvasKit): void {
  const stop = focusedStop(kit);
  if (stop === null) return;
  const selectionId = selectionIdOf(stop);
  const ids = selectionId === null ? machinesOfStop(kit, stop) : [selectionId];
  if (ids.length > 0)
    useSelection.getState().select(ids, stop.kind === "lane" || stop.kind === "column" ? "replace" : "toggle");
}

/** Left and Right on a pool fold and unfold it; false when there is nothing to do, so the arrow moves on. */
export function collapse(kit: CanvasKit, direction: Direction): boolean {
  const stop = focusedStop(kit);
  const placed = stop?.kind === "pool" ? kit.scene.nodes.find(({ id }) => id === stop.id) : undefined;
  if (placed?.kind !== "pool") return false;
  const isCollapsed = placed.form === "collapsed";
  if ((direction === "left" && !isCollapsed) || (direction === "right" && isCollapsed)) {
    kit.togglePool(placed.poolKey);
    focusWhenDrawn(placed.id);
    return true;
  }
  return false;
}

/** Escape: puts the tool down, else lets the selection go. */
export function leave(): void {
  const { tool, isFinding, patch } = useCanvas.getState();
  if (tool !== null || isFinding) patch({ tool: null, isFinding: false });
  else useSelection.getState().clear();
}
