import type { LiveTile } from "#lib/core/live/tile.ts";
import type { LiveDelta } from "./apply-delta.ts";

/** A line of the list after a delta. Its cells stay as they were: whoever shows them asks for the line again. */
export function applyToTile(
  tile: LiveTile,
  { atMs, engineBeatAtMs, state, unknownCount, margin }: LiveDelta,
): LiveTile {
  if (tile.polledAtMs !== null && atMs < tile.polledAtMs) return tile;
  // The engine's roll-up does not count what was pasted: the line that is asked for again does.
  if (tile.pastedAtMs !== null) return { ...tile, polledAtMs: atMs, engineBeatAtMs, margin };
  return { ...tile, polledAtMs: atMs, engineBeatAtMs, state, unknownCount, margin };
}

/** Whether the delta says more than that nothing has changed. */
export function isNews({ facts, removed, transitions }: LiveDelta): boolean {
  return facts.length + removed.length + transitions.length > 0;
}
