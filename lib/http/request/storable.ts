import { BadInput } from "#lib/http/errors.ts";

/** Escapes that may stand for text which Postgres cannot hold; raw UTF-8 cannot contain either. */
const SUSPECT = /\\u(?:0000|d[89a-f])/i;

/** Throws 422 when a text in the value holds NUL or half of a surrogate pair. `json` is what the value was read from. */
export function refuseUnstorable(json: string, value: unknown): void {
  if (!SUSPECT.test(json)) return;
  const place = findUnstorable(value);
  if (place !== null) throw unstorable(pathText(place));
}

/** The same for query parameters. */
export function refuseUnstorableQuery(search: URLSearchParams): void {
  for (const [key, value] of search) if (isUnstorable(key) || isUnstorable(value)) throw unstorable(`?${key}`);
}

/** A value and the way to it; linked, because copying the way at each step would be quadratic in a deep body. */
interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly above: Place | null;
}

// Not recursive: a hostile body nests deeper than the stack.
function findUnstorable(root: unknown): Place | null {
  const open: Place[] = [{ value: root, key: "", above: null }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value } = place;
    if (typeof value === "string" && isUnstorable(value)) return place;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, entry] of Object.entries(value)) {
      if (isUnstorable(key)) return place;
      open.push({ value: entry, key, above: place });
    }
  }
  return null;
}

/** Steps of a way that are worth showing; no body of ours is deeper. */
const STEPS_MAX = 20;

function pathText(place: Place): string {
  const steps: string[] = [];
  for (let at: Place | null = place; at?.above && steps.length < STEPS_MAX; at = at.above) steps.unshift(at.key);
  return steps.join("/");
}

function isUnstorable(text: string): boolean {
  return text.includes("\0") || !text.isWellFormed();
}

function unstorable(path: string): BadInput {
  const message = "This text holds a NUL character or half of a surrogate pair, which cannot be stored.";
  return new BadInput({
    code: "unstorable-text",
    detail: `${message} Remove it and try again. Nothing was changed.`,
    extra: { errors: [{ path, code: "unstorable-text", message }] },
  });
}
