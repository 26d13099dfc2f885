/** Multisets of classes, numbered as they are met; number 0 is the empty one. */
export interface PatternBook {
  readonly classes: number;
  /** Members of each pattern, ascending, a class as often as it occurs. */
  readonly members: number[][];
  readonly byText: Map<string, number>;
  /** Cell `pattern * classes + class`: the pattern with one more of that class, 0 while unknown. */
  grown: Int32Array;
}

export function createPatternBook(classes: number): PatternBook {
  return { classes, members: [[]], byText: new Map([["", 0]]), grown: new Int32Array(classes * 64) };
}

/** The number of the pattern with one more member of the class. */
export function withOneMore(book: PatternBook, pattern: number, ofClass: number): number {
  const at = pattern * book.classes + ofClass;
  const known = book.grown[at] ?? 0;
  if (known !== 0) return known;
  const members = [...(book.members[pattern] ?? []), ofClass].sort((a, b) => a - b);
  const text = members.join();
  const number = book.byText.get(text) ?? book.members.length;
  if (number === book.members.length) {
    book.members.push(members);
    book.byText.set(text, number);
  }
  if (at >= book.grown.length) book.grown = widened(book.grown, at);
  book.grown[at] = number;
  return number;
}

/** The number of the pattern with one member of the class less; null when no such pattern was met. */
export function withOneLess(book: PatternBook, pattern: number, ofClass: number): number | null {
  const members = book.members[pattern] ?? [];
  const at = members.indexOf(ofClass);
  return at < 0 ? null : (book.byText.get(members.toSpliced(at, 1).join()) ?? null);
}

function widened(cells: Int32Array, beyond: number): Int32Array {
  const wider = new Int32Array(Math.max(cells.length * 2, beyond + 1));
  wider.set(cells);
  return wider;
}
