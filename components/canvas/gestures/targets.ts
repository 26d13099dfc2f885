import type { CanvasKit } from "#components/canvas/canvas-kit.ts";
import type { Cell } from "#components/canvas/canvas-state.ts";
import type { Stop } from "#components/canvas/keyboard/stops.ts";
import type { GridNode } from "#lib/core/scene/scene.ts";
import { gridIndexAt } from "./hit.ts";

export function gridOf(kit: CanvasKit, gridId: string): GridNode | null {
  const found = kit.scene.nodes.find((placed) => placed.id === gridId);
  return found?.kind === "grid" ? found : null;
}

/** Grid and cell index under a pointer event; null beside a heat-grid. */
export function gridCellAt(
  target: Element,
  event: { readonly clientX: number; readonly clientY: number },
  kit: CanvasKit,
): { readonly grid: GridNode; readonly index: number } | null {
  const gridId = target.closest("[data-grid]")?.getAttribute("data-grid");
  const grid = gridId === null || gridId === undefined ? null : gridOf(kit, gridId);
  if (grid === null) return null;
  const at = kit.camera.toScene({ x: event.clientX, y: event.clientY });
  const index = gridIndexAt(grid, { x: at.x - grid.rect.x, y: at.y - grid.rect.y });
  return index === null ? null : { grid, index };
}

export function gridMachineAt(
  target: Element,
  event: { readonly clientX: number; readonly clientY: number },
  kit: CanvasKit,
): string | null {
  const cell = gridCellAt(target, event, kit);
  return cell === null ? null : (cell.grid.machineIds[cell.index] ?? null);
}

/** The real focusable element of a stop, when it is drawn. */
export function stopElement(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-stop="${CSS.escape(id)}"]`);
}

/** The cell that a stop stands in; the first domain for what spans all of them. */
export function cellOfStop(kit: CanvasKit, stop: Stop | null): Cell {
  const column = stop?.column === undefined ? (kit.scene.columns[0]?.name ?? null) : stop.column;
  return { lane: stop?.lane ?? "workers", column };
}
