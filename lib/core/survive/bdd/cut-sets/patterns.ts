import type { Diagram } from "#lib/core/survive/bdd/diagram.ts";
import { scratchInts } from "#lib/core/survive/bdd/scratch.ts";
import type { CutSets } from "./cut-sets.ts";
import { createPatternBook, type PatternBook, withOneLess, withOneMore } from "./pattern-book.ts";
import { EMPTY_SET } from "./without.ts";

export interface CutSetPattern {
  /** Class and how many of it, ascending by class. */
  readonly classes: readonly (readonly [ofClass: number, howMany: number])[];
  readonly order: number;
  /** Sets of this pattern; exact while `Number.isSafeInteger` holds. */
  readonly count: number;
  /** The first of these sets by number. */
  readonly example: readonly number[];
}

export type PatternCount =
  | { readonly kind: "patterns"; readonly patterns: readonly CutSetPattern[] }
  | { readonly kind: "too-many"; readonly maxPatterns: number };

// Some 30 patterns describe a large plan; thousands mean that the classes do not group anything.
const MAX_PATTERNS = 4096;

/**
 * Cut sets grouped by the classes of their members (`classOf[i]` is the class of element i), by order and then
 * class, counted on the diagram without listing a set. Refused when one node would hold more than `maxPatterns`.
 */
export function countByPattern(cutSets: CutSets, classOf: Int32Array, maxPatterns = MAX_PATTERNS): PatternCount {
  const { diagram } = cutSets;
  const { names, classes } = numbered(classOf);
  const book = createPatternBook(names.length);
  const lists = patternLists(diagram, { book, classes, maxPatterns });
  if (lists === null) return { kind: "too-many", maxPatterns };
  const patterns: CutSetPattern[] = [];
  const end = lists.starts[diagram.root + 1] ?? 0;
  for (let at = lists.starts[diagram.root] ?? 0; at < end; at++) {
    const pattern = lists.patterns[at] ?? 0;
    const members = book.members[pattern] ?? [];
    patterns.push({
      classes: tally(members).map(([number, howMany]) => [names[number] ?? 0, howMany] as const),
      order: members.length,
      count: lists.counts[at] ?? 0,
      example: firstSet(diagram, lists, pattern),
    });
  }
  return { kind: "patterns", patterns: patterns.sort(byOrderThenClass) };
}

interface Numbered {
  /** The classes that occur, ascending. */
  readonly names: readonly number[];
  /** By element: the place of its class among the names. */
  readonly classes: Int32Array;
}

const known = new WeakMap<Int32Array, Numbered>();

/** Every service of an analysis is asked for the same classes. */
function numbered(classOf: Int32Array): Numbered {
  const before = known.get(classOf);
  if (before !== undefined) return before;
  const names = [...new Set(classOf)].sort((a, b) => a - b);
  const numbers = new Map(names.map((name, number) => [name, number]));
  const now = { names, classes: classOf.map((name) => numbers.get(name) ?? 0) };
  known.set(classOf, now);
  return now;
}

interface Grouping {
  readonly book: PatternBook;
  readonly classes: Int32Array;
  readonly maxPatterns: number;
}

interface PatternLists extends Grouping {
  /** The entries of node `at` stand from `starts[at]` up to `starts[at + 1]`. */
  readonly starts: Int32Array;
  readonly patterns: number[];
  readonly counts: number[];
}

const starts = scratchInts();

/** Bottom-up: the patterns of a node are those of its high child with one member more, and those of its low child. */
function patternLists(diagram: Diagram, grouping: Grouping): PatternLists | null {
  const { size, levels, lows, highs } = diagram;
  const lists = { ...grouping, starts: starts(size + 1), patterns: [0], counts: [1] };
  lists.starts[EMPTY_SET + 1] = 1;
  // Place of a pattern in the list of the node at hand; stale places lie below the node's start.
  const places: number[] = [];
  for (let at = 2; at < size; at++) {
    append(lists, places, {
      child: highs[at] ?? 0,
      start: lists.starts[at] ?? 0,
      plus: grouping.classes[levels[at] ?? 0] ?? 0,
    });
    append(lists, places, { child: lows[at] ?? 0, start: lists.starts[at] ?? 0, plus: -1 });
    lists.starts[at + 1] = lists.patterns.length;
    if (lists.patterns.length - (lists.starts[at] ?? 0) > grouping.maxPatterns) return null;
  }
  return lists;
}

function append(
  { starts, patterns, counts, book }: PatternLists,
  places: number[],
  { child, start, plus }: { child: number; start: number; plus: number },
): void {
  const end = starts[child + 1] ?? 0;
  for (let from = starts[child] ?? 0; from < end; from++) {
    const own = patterns[from] ?? 0;
    const pattern = plus < 0 ? own : withOneMore(book, own, plus);
    const place = places[pattern] ?? -1;
    if (place >= start) counts[place] = (counts[place] ?? 0) + (counts[from] ?? 0);
    else {
      places[pattern] = patterns.length;
      patterns.push(pattern);
      counts.push(counts[from] ?? 0);
    }
  }
}

function firstSet({ root, levels, lows, highs }: Diagram, lists: PatternLists, pattern: number): number[] {
  const { book, classes } = lists;
  const set: number[] = [];
  let at = root;
  let wanted = pattern;
  while (at > EMPTY_SET) {
    const level = levels[at] ?? 0;
    const high = highs[at] ?? 0;
    const rest = withOneLess(book, wanted, classes[level] ?? 0);
    if (rest !== null && hasPattern(lists, high, rest)) {
      set.push(level);
      wanted = rest;
      at = high;
    } else at = lows[at] ?? 0;
  }
  return set;
}

function hasPattern({ starts, patterns }: PatternLists, at: number, pattern: number): boolean {
  const end = starts[at + 1] ?? 0;
  for (let place = starts[at] ?? 0; place < end; place++) if (patterns[place] === pattern) return true;
  return false;
}

/** Equal members stand together. */
function tally(members: readonly number[]): (readonly [number, number])[] {
  const counts: (readonly [number, number])[] = [];
  let from = 0;
  for (let at = 1; at <= members.length; at++) {
    const one = members[from] ?? 0;
    if (members[at] === one) continue;
    counts.push([one, at - from]);
    from = at;
  }
  return counts;
}

const NONE = [0, 0] as const;

function byOrderThenClass(a: CutSetPattern, b: CutSetPattern): number {
  if (a.order !== b.order) return a.order - b.order;
  // By index: iterators would make several objects for each of thousands of comparisons.
  for (let at = 0; at < a.classes.length; at++) {
    const one = a.classes[at] ?? NONE;
    const other = b.classes[at] ?? NONE;
    if (one[0] !== other[0]) return one[0] - other[0];
    if (one[1] !== other[1]) return other[1] - one[1];
  }
  return 0;
}
