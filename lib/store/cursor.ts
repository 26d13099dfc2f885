import { StoreProblem } from "./errors.ts";

/** An opaque cursor: the sort key of the last row of a page. */
export function writeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

/** The sort key in a cursor, or null for the first page. Refuses what `writeCursor` did not write. */
export function readCursor(cursor: string | undefined, length: number): readonly string[] | null {
  if (cursor === undefined) return null;
  const key = parse(Buffer.from(cursor, "base64url").toString());
  if (Array.isArray(key) && key.length === length && key.every(isPart)) return key;
  throw badCursor();
}

/** The refusal for a cursor of the right form whose parts name no place in the list. */
export function badCursor(): StoreProblem {
  return new StoreProblem("invalid", {
    code: "bad-cursor",
    detail: "The cursor is not one that this list gave out. Start again without a cursor.",
  });
}

// NUL cannot be sent to Postgres inside a text.
function isPart(part: unknown): part is string {
  return typeof part === "string" && !part.includes("\0");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
