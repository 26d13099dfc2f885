import type { Diagram } from "#lib/core/survive/bdd/diagram.ts";
import { scratchFloats, scratchInts } from "#lib/core/survive/bdd/scratch.ts";
import type { CutSets } from "./cut-sets.ts";
import { EMPTY_SET } from "./without.ts";

/**
 * How many minimal cut sets there are of each order, index = order; the last index is the largest order found.
 * Exact while `Number.isSafeInteger` holds; a larger number is rounded to the nearest double.
 */
export function countByOrder(cutSets: CutSets): number[] {
  const { diagram } = cutSets;
  const { width, counts } = orderCounts(diagram);
  return Array.from(counts.subarray(diagram.root * width, (diagram.root + 1) * width));
}

export interface CutSetList {
  /** By size, then by number; each set ascending. */
  readonly sets: readonly (readonly number[])[];
  /** How many there are, whether listed or not. */
  readonly total: number;
}

/** The first `limit` minimal cut sets, smallest first; the cost follows the sets listed, not those there are. */
export function listCutSets(cutSets: CutSets, limit: number): CutSetList {
  const { diagram } = cutSets;
  const table = orderCounts(diagram);
  const sets: number[][] = [];
  let total = 0;
  for (let order = 0; order < table.width; order++) {
    total += table.counts[diagram.root * table.width + order] ?? 0;
    if (sets.length < limit) listOrder(diagram, table, { order, limit, sets });
  }
  return { sets, total };
}

interface OrderCounts {
  readonly width: number;
  /** Cell `at * width + order`: the sets of that order below node `at`. */
  readonly counts: Float64Array;
}

const orders = scratchInts();
const cells = scratchFloats();

function orderCounts({ size, lows, highs, root }: Diagram): OrderCounts {
  const largest = orders(size);
  for (let at = 2; at < size; at++) {
    largest[at] = Math.max(largest[lows[at] ?? 0] ?? 0, (largest[highs[at] ?? 0] ?? 0) + 1);
  }
  const width = (largest[root] ?? 0) + 1;
  const counts = cells(size * width);
  counts[EMPTY_SET * width] = 1;
  for (let at = 2; at < size; at++) {
    const low = (lows[at] ?? 0) * width;
    const high = (highs[at] ?? 0) * width - 1;
    counts[at * width] = counts[low] ?? 0;
    for (let order = 1; order < width; order++) {
      counts[at * width + order] = (counts[low + order] ?? 0) + (counts[high + order] ?? 0);
    }
  }
  return { width, counts };
}

/** Walks only where sets of the order are left; taking the lower element first gives the order by number. */
function listOrder(
  { root, levels, lows, highs }: Diagram,
  { width, counts }: OrderCounts,
  { order, limit, sets }: { order: number; limit: number; sets: number[][] },
): void {
  const chosen: number[] = [];
  const pending = [{ at: root, taken: 0 }];
  for (let next = pending.pop(); next !== undefined && sets.length < limit; next = pending.pop()) {
    let { at, taken } = next;
    for (;;) {
      const left = order - taken;
      if ((counts[at * width + left] ?? 0) === 0) break;
      if (at === EMPTY_SET) {
        sets.push(chosen.slice(0, order));
        break;
      }
      const isHigh = left > 0 && (counts[(highs[at] ?? 0) * width + left - 1] ?? 0) > 0;
      if (isHigh) {
        pending.push({ at: lows[at] ?? 0, taken });
        chosen[taken] = levels[at] ?? 0;
        taken += 1;
      }
      at = (isHigh ? highs[at] : lows[at]) ?? 0;
    }
  }
}
