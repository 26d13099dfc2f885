import { bottom, CARD_GAP, centreX, centreY, right } from "#lib/core/scene/layout/geometry.ts";
import type { ColumnSlot, Frame, Spot } from "#lib/core/scene/layout/sheet.ts";
import type { Point } from "#lib/core/scene/scene.ts";

/** Half a gap beside a card: the middle of the channel between two cards. */
const ASIDE = CARD_GAP / 2;

/** From a card down to a line under its tier; a card that stands above another goes round it. */
export function leave(spot: Spot, y: number): readonly Point[] {
  const { rect } = spot;
  const x = centreX(rect);
  if (!spot.isLastRow) return goRound(spot, right(rect) + ASIDE, y);
  return [
    { x, y: bottom(rect) },
    { x, y },
  ];
}

/** Down into the gap below the row, sideways to a free channel at `aside`, and down to `y`. */
function goRound({ rect }: Spot, aside: number, y: number): readonly Point[] {
  const x = centreX(rect);
  const turn = bottom(rect) + ASIDE;
  return [
    { x, y: bottom(rect) },
    { x, y: turn },
    { x: aside, y: turn },
    { x: aside, y },
  ];
}

/** From a line above a tier to a card; a card below another is entered from its left. */
export function enter(spot: Spot, y: number, shift = 0): readonly Point[] {
  const { rect } = spot;
  if (spot.row === 0) {
    const x = centreX(rect) + shift;
    return [
      { x, y },
      { x, y: rect.y },
    ];
  }
  const x = rect.x - ASIDE;
  const to = centreY(rect);
  return [
    { x, y },
    { x, y: to },
    { x: rect.x, y: to },
  ];
}

function columnOf(frame: Frame, spot: Spot): ColumnSlot | undefined {
  return frame.columns.find(({ x, width }) => x <= spot.rect.x && spot.rect.x < x + width);
}

const standsUnder = (above: Spot, other: Spot): boolean =>
  other.rect.y >= bottom(above.rect) && other.rect.x < right(above.rect) && right(other.rect) > above.rect.x;

/** Like `leave`, for tiers of several blocks: where a card stands anywhere below, the border of the column is free. */
export function leaveBlocks(frame: Frame, spots: readonly Spot[], from: { spot: Spot; y: number }): readonly Point[] {
  const { spot, y } = from;
  const isFree = !spots.some((other) => standsUnder(spot, other));
  const column = columnOf(frame, spot);
  if (isFree || column === undefined) return leave(spot, y);
  return goRound(spot, column.x + column.width + ASIDE, y);
}

const standsBetween = (y: number, spot: Spot, other: Spot): boolean => other.rect.y >= y && standsUnder(other, spot);

/** From a bar to a card; where other cards stand between, down the border of the column. */
export function enterBlocks(
  frame: Frame,
  spots: readonly Spot[],
  to: { spot: Spot; y: number; shift: number },
): readonly Point[] {
  const { spot, y, shift } = to;
  if (!spots.some((other) => standsBetween(y, spot, other))) return enter(spot, y, shift);
  const x = channelBeside(frame, spot);
  const turn = spot.rect.y - CARD_GAP;
  return [{ x, y }, { x, y: turn }, ...enter(spot, turn, shift)];
}

/** The channel at the left border of the column a card stands in. */
export const channelBeside = (frame: Frame, spot: Spot): number => (columnOf(frame, spot)?.x ?? frame.left) - ASIDE;
