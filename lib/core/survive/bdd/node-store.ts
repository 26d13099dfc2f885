export const FALSE = 0;
export const TRUE = 1;

/**
 * Nodes of a decision diagram in typed arrays. Refs 0 and 1 are the terminals; a child's ref is always smaller
 * than its parent's, so ascending refs are a bottom-up order. The arrays are replaced when they grow.
 */
export interface NodeStore {
  readonly variables: number;
  readonly maxNodes: number;
  count: number;
  levels: Int32Array;
  lows: Int32Array;
  highs: Int32Array;
  /** Open-addressed unique table of refs; 0 is an empty slot, since terminals are never stored. */
  slots: Int32Array;
}

/** Nodes or operations that there is room for at first. */
export const FIRST_CAPACITY = 1 << 11;

/** Refusal to go on: the variable order does not suit the function, or the function is too large to analyse. */
export class TooManyNodes extends Error {
  readonly maxNodes: number;

  constructor(maxNodes: number) {
    super(`Decision diagram refused: it needs more than ${maxNodes} nodes (DIAGRAM_TOO_LARGE)`);
    this.name = "TooManyNodes";
    this.maxNodes = maxNodes;
  }
}

export function createStore(variables: number, maxNodes: number, capacity = FIRST_CAPACITY): NodeStore {
  const levels = new Int32Array(capacity);
  levels[FALSE] = variables;
  levels[TRUE] = variables;
  return {
    variables,
    maxNodes,
    count: 2,
    levels,
    lows: new Int32Array(capacity),
    highs: new Int32Array(capacity),
    slots: new Int32Array(capacity * 2),
  };
}

/** Cells of more nodes than this are not worth clearing for the next, smaller diagram. */
const KEPT_MAX = 1 << 15;

/** A store without nodes in the cells of one that nobody asks any more. */
export function emptied({ levels, lows, highs, slots }: NodeStore, variables: number, maxNodes: number): NodeStore {
  if (levels.length > KEPT_MAX) return createStore(variables, maxNodes);
  slots.fill(0);
  levels[FALSE] = variables;
  levels[TRUE] = variables;
  return { variables, maxNodes, count: 2, levels, lows, highs, slots };
}

/** The ref of the node (level, low, high), made when it is new. Reduction rules are the caller's. */
export function storedNode(store: NodeStore, level: number, low: number, high: number): number {
  const { levels, lows, highs, slots } = store;
  const mask = slots.length - 1;
  let at = hash(level, low, high) & mask;
  for (let ref = slots[at] ?? 0; ref !== 0; ref = slots[at] ?? 0) {
    if (levels[ref] === level && lows[ref] === low && highs[ref] === high) return ref;
    at = (at + 1) & mask;
  }
  const ref = store.count;
  if (ref >= store.maxNodes) throw new TooManyNodes(store.maxNodes);
  if (ref === levels.length) {
    grow(store);
    return storedNode(store, level, low, high);
  }
  levels[ref] = level;
  lows[ref] = low;
  highs[ref] = high;
  slots[at] = ref;
  store.count = ref + 1;
  return ref;
}

function grow(store: NodeStore): void {
  const capacity = store.levels.length * 2;
  store.levels = widened(store.levels, capacity);
  store.lows = widened(store.lows, capacity);
  store.highs = widened(store.highs, capacity);
  const slots = new Int32Array(capacity * 2);
  for (let ref = 2; ref < store.count; ref++) {
    let at = hash(store.levels[ref] ?? 0, store.lows[ref] ?? 0, store.highs[ref] ?? 0) & (slots.length - 1);
    while (slots[at] !== 0) at = (at + 1) & (slots.length - 1);
    slots[at] = ref;
  }
  store.slots = slots;
}

function widened(cells: Int32Array, length: number): Int32Array {
  const wider = new Int32Array(length);
  wider.set(cells);
  return wider;
}

/** Odd multipliers spread neighbouring refs; the final shifts bring high bits down to the mask. */
function hash(a: number, b: number, c: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  return mixed ^ (mixed >>> 15) ^ (mixed >>> 7);
}

/** Direct-mapped memory of finished operations: a newer one overwrites, which costs time and never correctness. */
export interface OperationCache {
  /** Four cells per entry: three operands and the result. The first operand is never 0 in a filled entry. */
  cells: Int32Array;
  filled: number;
}

export function createCache(capacity = FIRST_CAPACITY): OperationCache {
  return { cells: new Int32Array(capacity * 4), filled: 0 };
}

/** A cache that remembers nothing, in the cells of one that nobody asks any more. */
export function emptiedCache({ cells }: OperationCache): OperationCache {
  if (cells.length > KEPT_MAX * 4) return createCache();
  cells.fill(0);
  return { cells, filled: 0 };
}

/** The remembered result of (a, b, c), or -1. */
export function recalled(cache: OperationCache, a: number, b: number, c: number): number {
  const { cells } = cache;
  const at = (hash(a, b, c) << 2) & (cells.length - 1);
  return cells[at] === a && cells[at + 1] === b && cells[at + 2] === c ? (cells[at + 3] ?? -1) : -1;
}

/** Operands where they stand: a tuple of them would be taken apart by an iterator, which is slow in a first run. */
export interface Operands {
  readonly operands: Int32Array;
  readonly from: number;
}

/** Remembers a result for the three operands that stand at `from`; the cache doubles when three quarters are in use. */
export function remember(cache: OperationCache, { operands, from }: Operands, result: number): void {
  const a = operands[from] ?? 0;
  const b = operands[from + 1] ?? 0;
  const c = operands[from + 2] ?? 0;
  const { cells } = cache;
  const at = (hash(a, b, c) << 2) & (cells.length - 1);
  if (cells[at] === 0) cache.filled += 1;
  cells[at] = a;
  cells[at + 1] = b;
  cells[at + 2] = c;
  cells[at + 3] = result;
  if (cache.filled * 16 > cells.length * 3) widenCache(cache);
}

function widenCache(cache: OperationCache): void {
  const old = cache.cells;
  cache.cells = new Int32Array(old.length * 2);
  cache.filled = 0;
  for (let at = 0; at < old.length; at += 4) {
    if (old[at] !== 0) remember(cache, { operands: old, from: at }, old[at + 3] ?? 0);
  }
}
