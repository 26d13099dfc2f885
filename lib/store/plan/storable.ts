import { StoreProblem } from "#lib/store/errors.ts";

/** JSON escapes that Postgres refuses inside text and jsonb: NUL and halves of a surrogate pair. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** The value as JSON text that Postgres accepts; refuses text that no database column can hold. */
export function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!UNSTORABLE.test(text)) return text;
  throw new StoreProblem("invalid", {
    code: "unstorable-text",
    detail:
      "A text holds a NUL character or half of a surrogate pair, which cannot be stored. Remove it and try again.",
  });
}
