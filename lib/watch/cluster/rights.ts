import { sourceOf } from "#lib/core/live/live-state.ts";
import type { Observation } from "#lib/core/live/observation.ts";

export interface RightMoves {
  readonly note: (observation: Observation) => void;
  readonly stop: () => void;
}

/** Rights that are taken away together are reviewed together. */
const GATHER_MS = 1000;

/**
 * Calls for a review when a look is the first to be refused for a lacking right, or the first that no longer is: the
 * line that is missing is named now and not within the hour.
 */
export function watchRights(review: () => void): RightMoves {
  const forbidden = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  function hasMoved({ probe, target, result }: Observation): boolean {
    const source = sourceOf({ probe, target });
    if (result.kind === "seen") return forbidden.delete(source);
    const isNew = result.reason === "forbidden" && !forbidden.has(source);
    if (isNew) forbidden.add(source);
    return isNew;
  }

  return {
    note: (observation) => {
      if (!hasMoved(observation)) return;
      timer ??= setTimeout(() => {
        timer = null;
        review();
      }, GATHER_MS);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
