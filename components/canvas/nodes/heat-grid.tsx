import { useEffect, useRef } from "react";
import type { NodeProps } from "reactflow";
import { useKit } from "#components/canvas/canvas-kit.ts";
import { useCanvas } from "#components/canvas/canvas-state.ts";
import { gridCellRect } from "#components/canvas/gestures/hit.ts";
import { useStop } from "#components/canvas/keyboard/use-stop.ts";
import type { StageNode } from "#components/canvas/stage/stage-nodes.ts";
import { useWords } from "#components/canvas/use-words.ts";
import type { GridNode } from "#lib/core/scene/scene.ts";
import { useSelection } from "#lib/query/selection.ts";
import { drawHeat, heatColours } from "./draw-heat.ts";
import { useThemeTick } from "./use-theme-tick.ts";

export function HeatGridView({ data }: NodeProps<StageNode>) {
  return data.scene.kind === "grid" ? <HeatGrid grid={data.scene} /> : null;
}

/**
 * A pool of more than 200 machines: one drawing, and one focusable grid of which the page holds only the row and the
 * cell of the cursor, so it cannot be a <table>.
 */
function HeatGrid({ grid }: { grid: GridNode }) {
  const words = useWords();
  const stop = useStop(grid.id);
  const cursor = useCanvas((state) => (state.gridCursor?.gridId === grid.id ? state.gridCursor.index : null));
  const { columns, machineIds } = grid;
  const aria = {
    role: "grid",
    "aria-label": words.spoken(grid),
    "aria-rowcount": Math.ceil(machineIds.length / columns),
    "aria-colcount": columns,
    "aria-activedescendant": cursor === null ? undefined : `${grid.id}#cursor`,
    ...stop,
  };
  return (
    <div data-grid={grid.id} className="pointer-events-auto relative size-full">
      <HeatDrawing grid={grid} cursor={cursor} />
      <div {...aria} className="canvas-target absolute inset-0 outline-offset-4">
        <CursorCell grid={grid} index={cursor ?? 0} />
      </div>
    </div>
  );
}

function HeatDrawing({ grid, cursor }: { grid: GridNode; cursor: number | null }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const selected = useSelection((state) => state.ids);
  const themeTick = useThemeTick();
  const { width, height } = grid.rect;
  useEffect(() => {
    if (ref.current !== null) redraw(ref.current, grid, { selected, cursor, themeTick });
  }, [grid, cursor, selected, themeTick]);
  return (
    <canvas
      ref={ref}
      aria-hidden
      style={{ width, height }}
      className="pointer-events-none absolute inset-0 text-heat caret-accent decoration-text"
    />
  );
}

interface Shown {
  readonly selected: ReadonlySet<string>;
  readonly cursor: number | null;
  /** Colours are read anew at every redraw; the tick only says that there is a reason to. */
  readonly themeTick: number;
}

function redraw(canvas: HTMLCanvasElement, grid: GridNode, { selected, cursor }: Shown): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  // Asked before the drawing changes the page: the styles are computed once.
  const colours = heatColours(canvas);
  const ratio = window.devicePixelRatio;
  canvas.width = Math.ceil(grid.rect.width * ratio);
  canvas.height = Math.ceil(grid.rect.height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawHeat(context, grid, { selected, cursor, colours });
}

function CursorCell({ grid, index }: { grid: GridNode; index: number }) {
  const words = useWords();
  const kit = useKit();
  const machineId = grid.machineIds[index];
  const isSelected = useSelection((state) => machineId !== undefined && state.ids.has(machineId));
  const machine = machineId === undefined ? undefined : kit.current?.machines.get(machineId);
  const { x, y } = gridCellRect({ ...grid, rect: { ...grid.rect, x: 0, y: 0 } }, index);
  const isCursorShown = useCanvas((state) => state.gridCursor?.gridId === grid.id);
  const row = { role: "row", "aria-rowindex": Math.floor(index / grid.columns) + 1 };
  const cell = { role: "gridcell", "aria-colindex": (index % grid.columns) + 1, "aria-selected": isSelected };
  return (
    <div {...row}>
      <div
        {...cell}
        id={`${grid.id}#cursor`}
        style={{ left: x + grid.cell + 4, top: y + grid.cell + 4 }}
        className={`pointer-events-none absolute z-10 rounded border border-line-strong bg-raised px-1.5 py-0.5 font-mono text-text text-xs whitespace-nowrap ${isCursorShown ? "" : "opacity-0"}`}
      >
        {machine === undefined ? words.vocabulary.noName : machine.hostname}
      </div>
    </div>
  );
}
