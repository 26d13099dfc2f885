import { hash } from "./node-store.ts";

/** Direct-mapped memory of finished operations: a newer one overwrites, which costs time and never correctness. */
export interface OperationCache {
  /** Four cells per entry: three operands and the result. The first operand is never 0 in a filled entry. */
  cells: Int32Array;
  mask: number;
}

const FIRST_ENTRIES = 1 << 11;

export function createCache(): OperationCache {
  return { cells: new Int32Array(FIRST_ENTRIES * 4), mask: FIRST_ENTRIES - 1 };
}

/** The remembered result of (a, b, c), or -1. */
export function recalled(cache: OperationCache, a: number, b: number, c: number): number {
  const { cells } = cache;
  const at = (hash(a, b, c) & cache.mask) << 2;
  return cells[at] === a && cells[at + 1] === b && cells[at + 2] === c ? (cells[at + 3] ?? -1) : -1;
}

export function remember(cache: OperationCache, operands: readonly [number, number, number], result: number): void {
  const [a, b, c] = operands;
  const { cells } = cache;
  const at = (hash(a, b, c) & cache.mask) << 2;
  cells[at] = a;
  cells[at + 1] = b;
  cells[at + 2] = c;
  cells[at + 3] = result;
}

/** Keeps the cache as large as the unique table; an entry lost on the way is computed again. */
export function fitCache(cache: OperationCache, nodes: number): void {
  if (nodes <= cache.mask + 1) return;
  const old = cache.cells;
  const entries = (cache.mask + 1) * 2;
  cache.cells = new Int32Array(entries * 4);
  cache.mask = entries - 1;
  for (let at = 0; at < old.length; at += 4) {
    const a = old[at] ?? 0;
    if (a !== 0) remember(cache, [a, old[at + 1] ?? 0, old[at + 2] ?? 0], old[at + 3] ?? 0);
  }
}
