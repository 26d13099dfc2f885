import { type Bdd, node } from "./manager.ts";
import { FALSE, TRUE } from "./node-store.ts";
import { type Scratch, scratchInts } from "./scratch.ts";

/** One function alone: its nodes renumbered without gaps, children before parents, 0 and 1 the terminals. */
export interface Diagram {
  readonly variables: number;
  readonly root: number;
  /** Nodes, the two terminals included. */
  readonly size: number;
  readonly levels: Int32Array;
  readonly lows: Int32Array;
  readonly highs: Int32Array;
}

/** The nodes below a function, kept for the next question about it. */
export function diagramOf(bdd: Bdd, root: number): Diagram {
  const known = bdd.diagrams.get(root);
  if (known !== undefined) return known;
  const diagram = denseCopy(bdd.store, root);
  bdd.diagrams.set(root, diagram);
  return diagram;
}

interface Nodes {
  readonly variables: number;
  readonly levels: Int32Array;
  readonly lows: Int32Array;
  readonly highs: Int32Array;
}

/** The copy stands in `cells` of three times as many numbers as it has nodes; who gives some of his own keeps it no longer. */
export function denseCopy(
  nodes: Nodes,
  root: number,
  cellsFor: Scratch<Int32Array> = (length) => new Int32Array(length),
): Diagram {
  const place = reachable(nodes, [root]);
  let size = 2;
  for (let ref = 2; ref <= root; ref++) if (place[ref] !== 0) place[ref] = size++;
  const cells = cellsFor(size * 3);
  const levels = cells.subarray(0, size).fill(nodes.variables, 0, 2);
  const lows = cells.subarray(size, size * 2);
  const highs = cells.subarray(size * 2, size * 3);
  for (let ref = 2; ref <= root; ref++) {
    const at = place[ref] ?? 0;
    if (at === 0) continue;
    levels[at] = nodes.levels[ref] ?? 0;
    lows[at] = place[nodes.lows[ref] ?? 0] ?? 0;
    highs[at] = place[nodes.highs[ref] ?? 0] ?? 0;
  }
  return { variables: nodes.variables, root: place[root] ?? 0, size, levels, lows, highs };
}

const marks = scratchInts();

/** Non-zero at every ref up to the highest root that some root leads to; TRUE keeps its own number. */
function reachable(nodes: Nodes, roots: readonly number[]): Int32Array {
  const highest = Math.max(TRUE, ...roots);
  const mark = marks(highest + 1);
  for (const root of roots) mark[root] = 1;
  for (let ref = highest; ref >= 2; ref--) {
    if (mark[ref] === 0) continue;
    mark[nodes.lows[ref] ?? 0] = 1;
    mark[nodes.highs[ref] ?? 0] = 1;
  }
  mark[FALSE] = 0;
  mark[TRUE] = 1;
  return mark;
}

/** Nodes that the functions need together, the terminals not counted. */
export function nodeCount(bdd: Bdd, refs: readonly number[]): number {
  const mark = reachable(bdd.store, refs);
  const highest = Math.max(TRUE, ...refs);
  let count = 0;
  for (let ref = 2; ref <= highest; ref++) count += mark[ref] ?? 0;
  return count;
}

/** Is the function true when exactly the elements with a non-zero cell in `dead` have failed? */
export function evaluate(bdd: Bdd, root: number, dead: Uint8Array): boolean {
  const { levels, lows, highs } = bdd.store;
  let ref = root;
  while (ref > TRUE) ref = ((dead[levels[ref] ?? 0] ?? 0) !== 0 ? highs[ref] : lows[ref]) ?? 0;
  return ref === TRUE;
}

export const FREE = 0;
export const DEAD = 1;
export const ALIVE = 2;

/** The function that is left when some elements are fixed: `state[i]` is FREE, DEAD or ALIVE. */
export function restrict(bdd: Bdd, root: number, state: Uint8Array): number {
  const { root: top, size, levels, lows, highs } = diagramOf(bdd, root);
  const left = new Int32Array(size);
  left[TRUE] = TRUE;
  for (let at = 2; at < size; at++) {
    const level = levels[at] ?? 0;
    const low = left[lows[at] ?? 0] ?? 0;
    const high = left[highs[at] ?? 0] ?? 0;
    const fixed = state[level] ?? FREE;
    if (fixed === FREE) left[at] = node(bdd, level, low, high);
    else left[at] = fixed === DEAD ? high : low;
  }
  return left[top] ?? FALSE;
}
