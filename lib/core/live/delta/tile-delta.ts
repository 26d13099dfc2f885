import type { LiveTile } from "#lib/core/live/tile.ts";
import type { LiveDelta } from "./apply-delta.ts";

/** A line of the list after a delta. Its cells stay as they were: whoever shows them asks for the line again. */
export function applyToTile(tile: LiveTile, { atMs, state, unknownCount, margin }: LiveDelta): LiveTile {
  if (atMs < tile.polledAtMs) return tile;
  return { ...tile, polledAtMs: atMs, state, unknownCount, margin };
}

/** Whether the delta says more than that nothing has changed. */
export function isNews({ facts, removed, transitions }: LiveDelta): boolean {
  return facts.length + removed.length + transitions.length > 0;
}
