import {
  createCache,
  createStore,
  emptied,
  emptiedCache,
  type NodeStore,
  type OperationCache,
  recalled,
  remember,
  storedNode,
} from "#lib/core/survive/bdd/node-store.ts";
import { scratchInts } from "#lib/core/survive/bdd/scratch.ts";

/** No set at all, and the family that holds only the empty set: terminals of a zero-suppressed diagram. */
export const NO_SET = 0;
export const EMPTY_SET = 1;

/** Families of sets under construction. */
export interface Families {
  readonly store: NodeStore;
  readonly cache: OperationCache;
  /** Four cells per open step of `without`. */
  readonly steps: Int32Array;
}

/** Sets of few elements share most of their nodes: a hundred, where the diagram of the failures has thousands. */
const FEW_SETS = 1 << 8;
const openSteps = scratchInts();
let before = { store: createStore(0, 0, FEW_SETS), cache: createCache(FEW_SETS) };

/** No families yet. They stand in the cells of those before, which are gone with that. */
export function emptyFamilies(variables: number, maxNodes: number): Families {
  before = { store: emptied(before.store, variables, maxNodes), cache: emptiedCache(before.cache) };
  return { ...before, steps: openSteps((variables + 2) * 4) };
}

/** The sets of `low`, and those of `high` each with `level` added. */
export function family(families: Families, level: number, low: number, high: number): number {
  return high === NO_SET ? low : storedNode(families.store, level, low, high);
}

// What an open step waits for: the sets without its variable, then those with it against each half of the other family.
const LOW = 0;
const HIGH_AGAINST_LOW = 1;
const HIGH_AGAINST_HIGH = 2;

/** The sets of `from` that contain no set of `smaller` (Rauzy 1993), without recursion. */
export function without(families: Families, from: number, smaller: number): number {
  const { store, cache, steps } = families;
  let f = from;
  let g = smaller;
  let top = 0;
  for (;;) {
    // Sets that need an element above all of f's can be contained in none of them.
    while ((store.levels[g] ?? 0) < (store.levels[f] ?? 0)) g = store.lows[g] ?? 0;
    let result = settled(f, g);
    if (result < 0) result = recalled(cache, f, g, 0);
    if (result < 0) {
      steps[top] = f;
      steps[top + 1] = g;
      steps[top + 2] = LOW;
      top += 4;
      f = store.lows[f] ?? 0;
      continue;
    }
    while (top > 0 && isLast(store, steps, top - 4)) {
      top -= 4;
      result = closed(families, top, result);
    }
    if (top === 0) return result;
    const openF = steps[top - 4] ?? 0;
    const openG = steps[top - 3] ?? 0;
    if (steps[top - 2] === LOW) {
      steps[top - 1] = result;
      steps[top - 2] = HIGH_AGAINST_LOW;
      f = store.highs[openF] ?? 0;
      g = openG;
    } else {
      steps[top - 2] = HIGH_AGAINST_HIGH;
      f = result;
      g = store.highs[openG] ?? 0;
    }
  }
}

function settled(f: number, g: number): number {
  if (f === NO_SET || g === EMPTY_SET || f === g) return NO_SET;
  return g === NO_SET ? f : -1;
}

/** Does the result that just came in finish the step? */
function isLast(store: NodeStore, steps: Int32Array, at: number): boolean {
  const phase = steps[at + 2];
  if (phase === HIGH_AGAINST_HIGH) return true;
  return phase === HIGH_AGAINST_LOW && store.levels[steps[at] ?? 0] !== store.levels[steps[at + 1] ?? 0];
}

function closed(families: Families, at: number, high: number): number {
  const { store, cache, steps } = families;
  const f = steps[at] ?? 0;
  const result = family(families, store.levels[f] ?? 0, steps[at + 3] ?? 0, high);
  // Done with its phase, the step is left as the operands that the cache knows: f, g and nothing.
  steps[at + 2] = 0;
  remember(cache, { operands: steps, from: at }, result);
  return result;
}
