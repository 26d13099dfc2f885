/** Text that PostgreSQL takes: a cluster may send NUL or half a surrogate pair, and one such name must not stop a batch. */
export function mendedText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/** What JSON escapes and PostgreSQL does not take: NUL, and half a surrogate pair. */
const UNTAKEN = /\\u(?:0000|d[89a-f])/;

/** A value as JSON whose every string and key PostgreSQL takes. */
export function mendedJson(value: unknown): string {
  const json = JSON.stringify(value);
  // To take each part in hand triples the cost of the writing, and next to none needs it.
  return UNTAKEN.test(json) ? JSON.stringify(value, mended) : json;
}

function mended(_: string, part: unknown): unknown {
  if (typeof part === "string") return mendedText(part);
  if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, inner]) => [mendedText(key), inner]));
}
