import { scratchInts } from "#lib/core/survive/bdd/scratch.ts";

/** Multisets of classes, numbered as they are met; number 0 is the empty one. */
export interface PatternBook {
  readonly classes: number;
  /** Members of each pattern, ascending, a class as often as it occurs. */
  readonly members: number[][];
  readonly byText: Map<string, number>;
  /** Cell `pattern * classes + class`: the pattern with one more of that class, 0 while unknown. */
  grown: Int32Array;
  /** The same cell: 1 + the pattern with one less of that class, 0 while none was met. */
  shrunk: Int32Array;
}

const grownCells = scratchInts();
const shrunkCells = scratchInts();

/** An empty book, in the cells of the one before, which is gone with that. */
export function createPatternBook(classes: number): PatternBook {
  const length = classes * 64;
  return {
    classes,
    members: [[]],
    byText: new Map([["", 0]]),
    grown: grownCells(length).subarray(0, length),
    shrunk: shrunkCells(length).subarray(0, length),
  };
}

/** The number of the pattern with one more member of the class. */
export function withOneMore(book: PatternBook, pattern: number, ofClass: number): number {
  const at = pattern * book.classes + ofClass;
  const known = book.grown[at] ?? 0;
  if (known !== 0) return known;
  const members = withMember(book.members[pattern] ?? [], ofClass);
  const text = members.join();
  const number = book.byText.get(text) ?? book.members.length;
  if (number === book.members.length) {
    book.members.push(members);
    book.byText.set(text, number);
  }
  if (at >= book.grown.length) book.grown = widened(book.grown, at);
  book.grown[at] = number;
  const back = number * book.classes + ofClass;
  if (back >= book.shrunk.length) book.shrunk = widened(book.shrunk, back);
  book.shrunk[back] = pattern + 1;
  return number;
}

function withMember(members: readonly number[], ofClass: number): number[] {
  let place = members.length;
  while (place > 0 && (members[place - 1] ?? 0) > ofClass) place -= 1;
  return members.toSpliced(place, 0, ofClass);
}

/** The number of the pattern that became this one by one more of the class; null when none did. */
export function withOneLess(book: PatternBook, pattern: number, ofClass: number): number | null {
  const less = book.shrunk[pattern * book.classes + ofClass] ?? 0;
  return less === 0 ? null : less - 1;
}

function widened(cells: Int32Array, beyond: number): Int32Array {
  const wider = new Int32Array(Math.max(cells.length * 2, beyond + 1));
  wider.set(cells);
  return wider;
}
