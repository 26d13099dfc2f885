import type { Diagram } from "./diagram.ts";
import {
  createCache,
  createStore,
  emptied,
  emptiedCache,
  FALSE,
  FIRST_CAPACITY,
  type NodeStore,
  type OperationCache,
  recalled,
  remember,
  storedNode,
  TRUE,
} from "./node-store.ts";

/**
 * Reduced ordered binary decision diagrams of monotone failure functions. Variable i is true when element i has
 * failed; a function is true when the service is down. Order the variables by a depth-first walk of the placement.
 */
export interface Bdd {
  readonly store: NodeStore;
  readonly cache: OperationCache;
  /** Five cells per open step of `ifThenElse`, which is deep at most once per variable. */
  readonly steps: Int32Array;
  /** Dense copies of the functions that were asked about, by root. */
  readonly diagrams: Map<number, Diagram>;
}

export interface BddOptions {
  /** Nodes made in all before building is refused with `TooManyNodes`. */
  readonly maxNodes?: number;
}

// 16 bytes a node and 16 an operation: about 130 MB at the limit, far above the 20,000 of a well-ordered plan.
const MAX_NODES = 1 << 22;

// Plans of a hundred elements make two to eight thousand nodes: growing step by step is a tenth of a first call.
const FEW_VARIABLES = 64;

export function createBdd(variables: number, options: BddOptions = {}): Bdd {
  const maxNodes = options.maxNodes ?? MAX_NODES;
  const capacity = variables > FEW_VARIABLES ? FIRST_CAPACITY * 4 : FIRST_CAPACITY;
  const left = spare;
  spare = null;
  return {
    store: left === null ? createStore(variables, maxNodes, capacity) : emptied(left.store, variables, maxNodes),
    cache: left === null ? createCache(capacity) : emptiedCache(left.cache),
    steps: new Int32Array((variables + 2) * 5),
    diagrams: new Map(),
  };
}

let spare: Pick<Bdd, "store" | "cache"> | null = null;

/** Leaves the cells of a diagram to the next one that is created. Nobody may ask this one anything afterwards. */
export function leave({ store, cache }: Bdd): void {
  spare = { store, cache };
}

/** The function "element `index` has failed". */
export function variable(bdd: Bdd, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= bdd.store.variables) {
    throw new RangeError(`variable ${index} is not one of ${bdd.store.variables}`);
  }
  return storedNode(bdd.store, index, FALSE, TRUE);
}

/** Nodes made since the beginning, the two terminals included; the guard against a bad variable order. */
export function made(bdd: Bdd): number {
  return bdd.store.count;
}

export function node(bdd: Bdd, level: number, low: number, high: number): number {
  return low === high ? low : storedNode(bdd.store, level, low, high);
}

/** `condition ? yes : no`, without recursion, so that a long chain of variables cannot exhaust the stack. */
export function ifThenElse(bdd: Bdd, condition: number, yes: number, no: number): number {
  const { store, cache, steps } = bdd;
  let f = condition;
  let g = yes;
  let h = no;
  let top = 0;
  for (;;) {
    if (g === f) g = TRUE;
    if (h === f) h = FALSE;
    // Or and and commute: one order of the operands, so that the cache knows both.
    const first = f;
    if (g === TRUE && h > f) {
      f = h;
      h = first;
    } else if (h === FALSE && g > f) {
      f = g;
      g = first;
    }
    let result = settled(f, g, h);
    if (result < 0) result = recalled(cache, f, g, h);
    if (result < 0) {
      const { levels, lows } = store;
      const levelF = levels[f] ?? 0;
      const levelG = levels[g] ?? 0;
      const levelH = levels[h] ?? 0;
      const level = Math.min(levelF, levelG, levelH);
      steps[top] = f;
      steps[top + 1] = g;
      steps[top + 2] = h;
      steps[top + 3] = level;
      steps[top + 4] = -1;
      top += 5;
      if (levelF === level) f = lows[f] ?? 0;
      if (levelG === level) g = lows[g] ?? 0;
      if (levelH === level) h = lows[h] ?? 0;
      continue;
    }
    for (; top > 0 && (steps[top - 1] ?? 0) >= 0; top -= 5) result = closed(bdd, top - 5, result);
    if (top === 0) return result;
    steps[top - 1] = result;
    const { levels, highs } = store;
    const level = steps[top - 2] ?? 0;
    f = steps[top - 5] ?? 0;
    g = steps[top - 4] ?? 0;
    h = steps[top - 3] ?? 0;
    if (levels[f] === level) f = highs[f] ?? 0;
    if (levels[g] === level) g = highs[g] ?? 0;
    if (levels[h] === level) h = highs[h] ?? 0;
  }
}

function settled(f: number, g: number, h: number): number {
  if (f === TRUE || g === h) return g;
  if (f === FALSE) return h;
  return g === TRUE && h === FALSE ? f : -1;
}

/** Finishes the step whose both halves are known. */
function closed(bdd: Bdd, at: number, high: number): number {
  const { steps, cache } = bdd;
  const result = node(bdd, steps[at + 3] ?? 0, steps[at + 4] ?? 0, high);
  remember(cache, { operands: steps, from: at }, result);
  return result;
}
