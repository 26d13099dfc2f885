import { type CellStop, cellsOf } from "#components/canvas/keyboard/stops.ts";
import type { GridNode, Point, Rect, Scene } from "#lib/core/scene/scene.ts";
import { contains, overlaps } from "./rects.ts";

export function cellAt(scene: Scene, point: Point): CellStop | null {
  return cellsOf(scene).find((cell) => contains(cell.rect, point)) ?? null;
}

/** Place of cell `index` of a heat-grid in scene units. */
export function gridCellRect(grid: GridNode, index: number): Rect {
  const step = grid.cell + grid.gap;
  return {
    x: grid.rect.x + (index % grid.columns) * step,
    y: grid.rect.y + Math.floor(index / grid.columns) * step,
    width: grid.cell,
    height: grid.cell,
  };
}

/** Index of the heat-grid cell at a point given relative to the grid's corner; null beside the cells. */
export function gridIndexAt(grid: GridNode, point: Point): number | null {
  const step = grid.cell + grid.gap;
  const column = Math.floor(point.x / step);
  const index = Math.floor(point.y / step) * grid.columns + column;
  const isInside = point.x >= 0 && point.y >= 0 && column < grid.columns && index < grid.machineIds.length;
  return isInside ? index : null;
}

/** Machines whose card, chip or grid cell a box touches, in the order of the scene. */
export function machinesInBox(scene: Scene, box: Rect): readonly string[] {
  return scene.nodes.flatMap((placed) => {
    if (!overlaps(placed.rect, box)) return [];
    if (placed.kind === "machine") return [placed.machineId];
    if (placed.kind !== "grid") return [];
    return placed.machineIds.filter((_, index) => overlaps(gridCellRect(placed, index), box));
  });
}

interface Spot {
  readonly stopId: string;
  readonly rect: Rect;
  /** Cell of a heat-grid; null for a card, a chip and the header of a folded pool. */
  readonly index: number | null;
}

/** Where a machine is found in the drawing: its own card or chip, its cell in a heat-grid, its folded pool. */
export function spotOf(scene: Scene, machineId: string): Spot | null {
  for (const placed of scene.nodes) {
    const { id: stopId, rect } = placed;
    if (placed.kind === "machine" && placed.machineId === machineId) return { stopId, rect, index: null };
    if (placed.kind === "pool" && placed.form === "collapsed" && placed.machineIds.includes(machineId)) {
      return { stopId, rect, index: null };
    }
    if (placed.kind !== "grid") continue;
    const index = placed.machineIds.indexOf(machineId);
    if (index >= 0) return { stopId, rect: gridCellRect(placed, index), index };
  }
  return null;
}
