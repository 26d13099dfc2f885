/** JSON values that stand in a text among log lines and prompts, and what is left of the text without them. */
export interface Documents {
  readonly values: readonly Document[];
  /** What belongs to no value, every line where it stood. */
  readonly rest: string;
  /** Where a value begins and has no end, or none that reads: half a list must not be taken for a short one. */
  readonly cutAtLine: number | null;
}

export interface Document {
  readonly value: unknown;
  /** The line that it begins on, from 1. */
  readonly line: number;
}

/** `[root@m1 ~]#` and `[check-expiration] Reading` begin with a bracket too, and a word follows it. */
const BEGINS = /^\s*(?:\[\s*(?:[{"\]]|$)|\{\s*(?:["}]|$))/;

/** Finds the JSON values that begin at the start of a line. */
export function jsonDocuments(text: string): Documents {
  const values: Document[] = [];
  const rest: string[] = [];
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (BEGINS.test(line)) {
      const close = closing(text, at + (line.length - line.trimStart().length));
      const value = close === null ? undefined : parseWide(text.slice(at, close));
      const begins = rest.length + 1;
      if (close === null || value === undefined) return { values, rest: rest.join("\n"), cutAtLine: begins };
      values.push({ value, line: begins });
      rest.push(...text.slice(at, close).split("\n").slice(1).fill(""));
      at = close;
    } else {
      rest.push(line);
      at = end + 1;
    }
  }
  return { values, rest: rest.join("\n"), cutAtLine: null };
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Where the bracket at this place is closed, brackets within strings apart; null when it never is. */
function closing(text: string, from: number): number | null {
  const marks = /["[\]{}]/g;
  marks.lastIndex = from;
  let depth = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    if (mark[0] === '"') {
      const end = stringEnd(text, mark.index);
      if (end === null) return null;
      marks.lastIndex = end;
    } else {
      depth += mark[0] === "[" || mark[0] === "{" ? 1 : -1;
      if (depth === 0) return mark.index + 1;
    }
  }
  return null;
}

function stringEnd(text: string, quote: number): number | null {
  for (let at = quote + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === '"') return at + 1;
    else if (char === "\n") return null;
  }
  return null;
}

/** Marks a whole number that JavaScript cannot hold: ids of etcd are 64 bits wide and printed as bare numbers. */
export const WIDE = "u64:";
const TOKENS = /"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** Every whole number of fifteen digits is exact. */
const EXACT_DIGITS = 15;

/** JSON whose whole numbers beyond what is exact come as strings of their own digits; undefined where it is no JSON. */
function parseWide(text: string): unknown {
  const marked = text.replace(TOKENS, (token) =>
    token.length > EXACT_DIGITS && /^\d+$/.test(token) ? `"${WIDE}${token}"` : token,
  );
  try {
    return JSON.parse(marked);
  } catch {
    return undefined;
  }
}
