import type { Rect } from "#lib/core/scene/scene.ts";

/** All lengths are scene units: CSS pixels at 100 % zoom, on a grid of 4. */
export const CARD_WIDTH = 220;
export const CARD_HEIGHT = 84;
/** A card with stacked etcd: the etcd half begins at 55 % of the height. */
export const STACKED_CARD_HEIGHT = 152;
export const CHIP_WIDTH = 140;
export const CHIP_HEIGHT = 36;
export const CHIP_GAP = 8;
export const POOL_HEADER_HEIGHT = 28;
export const GRID_CELL = 12;
export const GRID_GAP = 1;

export const CARD_GAP = 16;
/** Between rows of one cell: room for a rounded line to turn. */
export const ROW_GAP = 24;
export const COLUMN_PAD = 16;
export const LANE_PAD = 16;
export const LANE_MIN_HEIGHT = 96;
export const LANE_TITLE_WIDTH = 112;
export const COLUMN_HEADER_HEIGHT = 36;
/** Above the first lane when the view has no failure domains. */
export const PLAIN_HEADER_HEIGHT = 8;
export const BAND_GAP = 12;

export const BAR_HEIGHT = 40;
export const NAMES_HEIGHT = 56;
export const APPLIANCE_WIDTH = 320;
export const APPLIANCE_HEIGHT = 72;
export const BAR_GAP = 8;
/** Between the VIP bars and the load balancers below them: stub, key glyph and VRRP lines. */
export const BAR_TO_CARDS = 36;
export const CLIENTS_WIDTH = 220;
export const CLIENTS_HEIGHT = 40;

/** Distance of two parallel lines that share a channel. */
export const TRACK = 8;
export const HULL_PAD = 8;
/** Below the members: the strip that carries the quorum text. */
export const HULL_TEXT_HEIGHT = 24;

export const centreX = (rect: Rect): number => rect.x + rect.width / 2;
export const centreY = (rect: Rect): number => rect.y + rect.height / 2;
export const right = (rect: Rect): number => rect.x + rect.width;
export const bottom = (rect: Rect): number => rect.y + rect.height;

/** The smallest rectangle around `rects`, grown by `pad` on every side; null for none. */
export function around(rects: readonly Rect[], pad: number): Rect | null {
  const [first] = rects;
  if (first === undefined) return null;
  let [x, y, toX, toY] = [first.x, first.y, right(first), bottom(first)];
  for (const rect of rects) {
    x = Math.min(x, rect.x);
    y = Math.min(y, rect.y);
    toX = Math.max(toX, right(rect));
    toY = Math.max(toY, bottom(rect));
  }
  return { x: x - pad, y: y - pad, width: toX - x + 2 * pad, height: toY - y + 2 * pad };
}
