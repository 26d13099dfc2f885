import { type Diagram, denseCopy, diagramOf } from "#lib/core/survive/bdd/diagram.ts";
import type { Bdd } from "#lib/core/survive/bdd/manager.ts";
import { FALSE, TRUE } from "#lib/core/survive/bdd/node-store.ts";
import { scratchBytes, scratchInts } from "#lib/core/survive/bdd/scratch.ts";
import { EMPTY_SET, emptyFamilies, type Families, family, NO_SET, without } from "./without.ts";

/** Minimal cut sets as a zero-suppressed diagram: every path to terminal 1 is one set, its high edges the members. */
export interface CutSets {
  readonly diagram: Diagram;
  /** Sets of more elements than this were not looked for. */
  readonly maxOrder: number;
}

/** All minimal cut sets of at most `maxOrder` elements, exact (Rauzy's minsol). Infinity asks for every order. */
export function minimalCutSets(bdd: Bdd, root: number, maxOrder: number): CutSets {
  return cutSetsOf(diagramOf(bdd, root), maxOrder, bdd.store.maxNodes);
}

interface Others {
  readonly isSafe: Uint8Array;
  readonly maxOrder: number;
}

/** The same when the elements with a non-zero cell in `isSafe` never fail. */
export function cutSetsOfOthers(bdd: Bdd, root: number, { isSafe, maxOrder }: Others): CutSets {
  return cutSetsOf(withoutSafe(diagramOf(bdd, root), isSafe), maxOrder, bdd.store.maxNodes);
}

const leftLows = scratchInts();
const leftHighs = scratchInts();
const places = scratchInts();
const leftCells = scratchInts();

function withoutSafe({ variables, root, size, levels, lows, highs }: Diagram, isSafe: Uint8Array): Diagram {
  const left = { variables, levels, lows: leftLows(size), highs: leftHighs(size) };
  const place = places(size);
  place[TRUE] = TRUE;
  for (let at = 2; at < size; at++) {
    const low = place[lows[at] ?? 0] ?? FALSE;
    const high = place[highs[at] ?? 0] ?? FALSE;
    left.lows[at] = low;
    left.highs[at] = high;
    place[at] = isSafe[levels[at] ?? 0] !== 0 || low === high ? low : at;
  }
  return denseCopy(left, place[root] ?? FALSE, leftCells);
}

function cutSetsOf(diagram: Diagram, maxOrder: number, maxNodes: number): CutSets {
  const families = emptyFamilies(diagram.variables, maxNodes);
  // Without a bound one solution per node is enough; with one, each node has a solution per order still allowed.
  const isBounded = maxOrder < diagram.variables;
  const rows = isBounded ? Math.max(0, maxOrder) + 1 : 1;
  const solved = isBounded ? solve(diagram, families, rows) : solveUnbounded(diagram, families);
  const top = solved[diagram.root * rows + rows - 1] ?? NO_SET;
  return { diagram: denseCopy(families.store, top), maxOrder };
}

const solutions = scratchInts();

/** Cell `at * rows + k`: the minimal sets of at most k elements below node `at`. */
function solve(diagram: Diagram, families: Families, rows: number): Int32Array {
  const { size, levels, lows, highs } = diagram;
  const isNeeded = neededRows(diagram, rows);
  const solved = solutions(size * rows).fill(EMPTY_SET, rows, rows * 2);
  for (let at = 2; at < size; at++) {
    for (let k = 0; k < rows; k++) {
      if (isNeeded[at * rows + k] === 0) continue;
      const low = solved[(lows[at] ?? 0) * rows + k] ?? NO_SET;
      const high = k === 0 ? NO_SET : (solved[(highs[at] ?? 0) * rows + k - 1] ?? NO_SET);
      solved[at * rows + k] = family(families, levels[at] ?? 0, low, without(families, high, low));
    }
  }
  return solved;
}

function solveUnbounded(diagram: Diagram, families: Families): Int32Array {
  const { size, levels, lows, highs } = diagram;
  const solved = solutions(size).fill(EMPTY_SET, 1, 2);
  for (let at = 2; at < size; at++) {
    const low = solved[lows[at] ?? 0] ?? NO_SET;
    const high = without(families, solved[highs[at] ?? 0] ?? NO_SET, low);
    solved[at] = family(families, levels[at] ?? 0, low, high);
  }
  return solved;
}

const needs = scratchBytes();

function neededRows(diagram: Diagram, rows: number): Uint8Array {
  const { size, lows, highs, root } = diagram;
  const isNeeded = needs(size * rows);
  isNeeded[root * rows + rows - 1] = 1;
  for (let at = size - 1; at >= 2; at--) {
    for (let k = 0; k < rows; k++) {
      if (isNeeded[at * rows + k] === 0) continue;
      isNeeded[(lows[at] ?? 0) * rows + k] = 1;
      if (k > 0) isNeeded[(highs[at] ?? 0) * rows + k - 1] = 1;
    }
  }
  return isNeeded;
}

/** Only the sets that one element is part of; to be counted, listed and grouped like any others. */
export function setsWith(cutSets: CutSets, element: number): CutSets {
  const { diagram } = cutSets;
  const { size, levels } = diagram;
  const lows = Int32Array.from(diagram.lows);
  const highs = Int32Array.from(diagram.highs);
  const place = new Int32Array(size);
  // A path that has come below the element without taking it leads to no set any more.
  for (let at = 2; at < size; at++) {
    const level = levels[at] ?? 0;
    if (level > element) continue;
    lows[at] = place[lows[at] ?? 0] ?? NO_SET;
    if (level < element) highs[at] = place[highs[at] ?? 0] ?? NO_SET;
    place[at] = highs[at] === NO_SET ? (lows[at] ?? NO_SET) : at;
  }
  const root = place[diagram.root] ?? NO_SET;
  return { ...cutSets, diagram: denseCopy({ variables: diagram.variables, levels, lows, highs }, root) };
}
