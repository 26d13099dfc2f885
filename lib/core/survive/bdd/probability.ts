import { type Diagram, diagramOf } from "./diagram.ts";
import type { Bdd } from "./manager.ts";
import { TRUE } from "./node-store.ts";
import { scratchFloats } from "./scratch.ts";

/**
 * Probability that the function is true, with `q[i]` the probability that element i has failed (0 fixes it alive,
 * 1 dead). Only sums of non-negative products, never `1 - (1 - x)`: tiny results keep their relative accuracy.
 */
export function probability(bdd: Bdd, root: number, q: Float64Array): number {
  const diagram = diagramOf(bdd, root);
  return upward(diagram, q)[diagram.root] ?? 0;
}

const downs = scratchFloats();
const reaches = scratchFloats();

export interface Gradients {
  readonly unavailability: number;
  /** Birnbaum importance per variable: unavailability with it dead minus unavailability with it alive. */
  readonly birnbaum: Float64Array;
}

/** Unavailability and all its derivatives in one pass up and one down. */
export function gradients(bdd: Bdd, root: number, q: Float64Array): Gradients {
  const diagram = diagramOf(bdd, root);
  const { size, levels, lows, highs } = diagram;
  const down = upward(diagram, q);
  const birnbaum = new Float64Array(diagram.variables);
  const reach = reaches(size);
  reach[diagram.root] = 1;
  for (let at = size - 1; at >= 2; at--) {
    const level = levels[at] ?? 0;
    const low = lows[at] ?? 0;
    const high = highs[at] ?? 0;
    const weight = reach[at] ?? 0;
    const failed = q[level] ?? 0;
    // Monotone functions have high >= low; rounding must not turn a zero importance negative.
    const gain = (down[high] ?? 0) - (down[low] ?? 0);
    if (gain > 0) birnbaum[level] = (birnbaum[level] ?? 0) + weight * gain;
    reach[high] = (reach[high] ?? 0) + weight * failed;
    reach[low] = (reach[low] ?? 0) + weight * (1 - failed);
  }
  return { unavailability: down[diagram.root] ?? 0, birnbaum };
}

function upward(diagram: Diagram, q: Float64Array): Float64Array {
  const { size, levels, lows, highs } = diagram;
  const down = downs(size);
  down[TRUE] = 1;
  for (let at = 2; at < size; at++) {
    const failed = q[levels[at] ?? 0] ?? 0;
    down[at] = failed * (down[highs[at] ?? 0] ?? 0) + (1 - failed) * (down[lows[at] ?? 0] ?? 0);
  }
  return down;
}
