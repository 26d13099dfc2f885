/** Text that PostgreSQL takes: a cluster may send NUL or half a surrogate pair, and one such name must not stop a batch. */
export function mendedText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}

/** A value as JSON whose every string and key PostgreSQL takes. */
export function mendedJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === "string") return mendedText(part);
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [mendedText(key), inner]));
  });
}
