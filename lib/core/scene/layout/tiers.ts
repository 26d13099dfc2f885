import type { Machine } from "#lib/core/plan/machine.ts";
import type { Rect } from "#lib/core/scene/scene.ts";
import { innerWidth } from "./forms.ts";
import { bottom, CARD_GAP, CARD_HEIGHT, CARD_WIDTH, ROW_GAP, STACKED_CARD_HEIGHT } from "./geometry.ts";
import type { Group } from "./groups.ts";
import { hasStackedEtcd, machineNode } from "./machine-node.ts";
import { placePool } from "./pools.ts";
import type { ColumnSlot, Frame, Sheet } from "./sheet.ts";

interface Cell {
  readonly column: ColumnSlot;
  readonly machines: readonly Machine[];
  readonly top: number;
  readonly perRow: number;
}

/** Cards of one cell: the block is centred in the column, its rows begin at the left so that gaps line up. */
function cardRects(cell: Cell): readonly Rect[] {
  const { column, machines, perRow } = cell;
  const blockWidth = innerWidth(Math.min(perRow, machines.length));
  const left = column.x + (column.width - blockWidth) / 2;
  const rects: Rect[] = [];
  let y = cell.top;
  for (let start = 0; start < machines.length; start += perRow) {
    const row = machines.slice(start, start + perRow);
    const heights = row.map((machine) => (hasStackedEtcd(machine) ? STACKED_CARD_HEIGHT : CARD_HEIGHT));
    row.forEach((_, index) => {
      const x = left + index * (CARD_WIDTH + CARD_GAP);
      rects.push({ x, y, width: CARD_WIDTH, height: heights[index] ?? CARD_HEIGHT });
    });
    y += Math.max(...heights) + ROW_GAP;
  }
  return rects;
}

function placeCards(frame: Frame, sheet: Sheet, placed: { group: Group; top: number }): number {
  const { group, top } = placed;
  let end = top;
  frame.columns.forEach((column, index) => {
    const machines = group.cells[index] ?? [];
    const rects = cardRects({ column, machines, top, perRow: frame.perRow });
    const lastRow = Math.floor((machines.length - 1) / frame.perRow);
    machines.forEach((machine, at) => {
      const rect = rects[at];
      if (rect === undefined) return;
      const place = { form: "card", rect, column: column.name } as const;
      sheet.nodes.push(machineNode(frame, group, { machine, place }));
      const row = Math.floor(at / frame.perRow);
      sheet.spots.set(machine.id, { machineId: machine.id, rect, lane: group.lane, row, isLastRow: row === lastRow });
      end = Math.max(end, bottom(rect));
    });
  });
  return end;
}

/** Places a tier from `top` down and returns its lower end; a tier too large for cards becomes a grid. */
export function placeTier(frame: Frame, sheet: Sheet, placed: { group: Group; top: number }): number {
  if (placed.group.count === 0) return placed.top;
  return frame.forms.get(placed.group.key) === "cards"
    ? placeCards(frame, sheet, placed)
    : placePool(frame, sheet, placed);
}
