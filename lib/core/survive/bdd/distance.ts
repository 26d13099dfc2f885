import { type Diagram, diagramOf, evaluate } from "./diagram.ts";
import type { Bdd } from "./manager.ts";
import { FALSE, TRUE } from "./node-store.ts";
import { scratchBytes, scratchFloats } from "./scratch.ts";

export interface Reach {
  /** Sum of the costs; Infinity when no choice of elements gets there. */
  readonly total: number;
  /** The elements, ascending; among equally cheap sets the one that comes first by number. Empty when unreachable. */
  readonly witness: readonly number[];
}

export interface Attack {
  /** What failing each element costs: 1 counts failures, -log q finds the likeliest, Infinity spares an element. */
  readonly cost: Float64Array;
  /** Elements that have failed already (non-zero): they cost nothing. */
  readonly dead?: Uint8Array;
}

const { POSITIVE_INFINITY: BARRED } = Number;

/** The cheapest further failures that make the function true: a shortest path through the diagram, exact. */
export function distance(bdd: Bdd, root: number, attack: Attack): Reach {
  const diagram = diagramOf(bdd, root);
  const { cost, dead } = attack;
  if (dead === undefined) {
    const { variables } = diagram;
    return shortest(diagram, TRUE, { dead: nobody(variables), low: nothing(variables), high: cost });
  }
  const low = new Float64Array(dead.length);
  const high = cost.slice();
  for (let level = 0; level < dead.length; level++)
    if (dead[level] !== 0) {
      low[level] = BARRED;
      high[level] = 0;
    }
  return shortest(diagram, TRUE, { dead, low, high });
}

/**
 * By element: the fewest further failures that make the function true once that element has failed. Two passes for
 * all, since a function that is monotone never gains from an element that stays alive.
 */
export function distancesAfter(bdd: Bdd, root: number): Float64Array {
  const { variables, size, levels, lows, highs, root: top } = diagramOf(bdd, root);
  const below = new Float64Array(size);
  below[FALSE] = BARRED;
  for (let at = 2; at < size; at++) below[at] = Math.min(below[lows[at] ?? 0] ?? 0, 1 + (below[highs[at] ?? 0] ?? 0));
  const above = new Float64Array(size).fill(BARRED);
  above[top] = 0;
  const fewest = new Float64Array(variables).fill(below[top] ?? BARRED);
  for (let at = size - 1; at >= 2; at--) {
    const level = levels[at] ?? 0;
    const low = lows[at] ?? 0;
    const high = highs[at] ?? 0;
    const paid = above[at] ?? BARRED;
    fewest[level] = Math.min(fewest[level] ?? BARRED, paid + (below[high] ?? BARRED));
    above[low] = Math.min(above[low] ?? BARRED, paid);
    above[high] = Math.min(above[high] ?? BARRED, paid + 1);
  }
  return fewest;
}

/** The fewest dead elements whose revival makes the function false while all other dead ones stay dead. */
export function revival(bdd: Bdd, root: number, dead: Uint8Array): Reach {
  const low = new Float64Array(dead.length);
  const high = new Float64Array(dead.length).fill(BARRED);
  for (let level = 0; level < dead.length; level++)
    if (dead[level] !== 0) {
      low[level] = 1;
      high[level] = 0;
    }
  return shortest(diagramOf(bdd, root), FALSE, { dead, low, high });
}

/** No element dead, and staying alive for nothing. */
const nobody = scratchBytes();
const nothing = scratchFloats();

/** Per variable: whether it is dead now, and what it costs to take its low (alive) and its high (failed) edge. */
interface Fares {
  readonly dead: Uint8Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

function shortest(diagram: Diagram, goal: number, ways: Fares): Reach {
  const { size, levels, lows, highs, root } = diagram;
  const isOnWay = marks(size);
  // At nodes that are on no way stands nothing that anybody asks for.
  const way = fares(size);
  markOnWay(diagram, ways, isOnWay);
  way[goal] = 0;
  way[1 - goal] = BARRED;
  for (let at = 2; at < size; at++) {
    if (isOnWay[at] === 0) continue;
    const level = levels[at] ?? 0;
    const viaLow = (ways.low[level] ?? 0) + (way[lows[at] ?? 0] ?? 0);
    const viaHigh = (ways.high[level] ?? 0) + (way[highs[at] ?? 0] ?? 0);
    way[at] = Math.min(viaLow, viaHigh);
  }
  const total = way[root] ?? BARRED;
  return { total, witness: total === BARRED ? [] : elementsOnWay(diagram, ways, way) };
}

const marks = scratchBytes();
const fares = scratchFloats();

/** 1 at every node that an edge with a price leads to: where most elements are spared, these are few. */
function markOnWay({ levels, lows, highs, root }: Diagram, ways: Fares, isOnWay: Uint8Array): void {
  isOnWay[root] = 1;
  for (let at = root; at >= 2; at--) {
    if (isOnWay[at] === 0) continue;
    const level = levels[at] ?? 0;
    if (ways.low[level] !== BARRED) isOnWay[lows[at] ?? 0] = 1;
    if (ways.high[level] !== BARRED) isOnWay[highs[at] ?? 0] = 1;
  }
}

function elementsOnWay(diagram: Diagram, fares: Fares, way: Float64Array): number[] {
  const { levels, lows, highs } = diagram;
  const changed: number[] = [];
  let at = diagram.root;
  while (at > TRUE) {
    const level = levels[at] ?? 0;
    const low = fares.low[level] ?? 0;
    const high = fares.high[level] ?? 0;
    const viaLow = low + (way[lows[at] ?? 0] ?? 0);
    const viaHigh = high + (way[highs[at] ?? 0] ?? 0);
    // On a tie the edge that pays now, so that the element with the lowest number is the one named.
    const isHigh = viaLow === viaHigh ? high > low : viaHigh < viaLow;
    if (isHigh !== (fares.dead[level] !== 0)) changed.push(level);
    at = (isHigh ? highs[at] : lows[at]) ?? 0;
  }
  return changed;
}

/** The elements any one of which, failing on top of `dead`, makes the function true; none when it is true already. */
export function criticalVariables(bdd: Bdd, root: number, dead: Uint8Array): number[] {
  if (evaluate(bdd, root, dead)) return [];
  const diagram = diagramOf(bdd, root);
  const { size, levels, lows, highs } = diagram;
  const isDown = new Uint8Array(size);
  isDown[TRUE] = 1;
  for (let at = 2; at < size; at++) {
    isDown[at] = isDown[(dead[levels[at] ?? 0] === 0 ? lows[at] : highs[at]) ?? 0] ?? 0;
  }
  const critical: number[] = [];
  let at = diagram.root;
  // Only elements on the path of the present state can decide; the others are skipped by the reduction.
  while (at > TRUE) {
    const level = levels[at] ?? 0;
    const isAlive = dead[level] === 0;
    if (isAlive && isDown[highs[at] ?? 0] === 1) critical.push(level);
    at = (isAlive ? lows[at] : highs[at]) ?? 0;
  }
  return critical;
}
