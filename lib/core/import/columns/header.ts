import type { ColumnField } from "#lib/core/import/draft.ts";
import { SYNONYMS } from "./synonyms.ts";

export interface HeaderReading {
  readonly field: ColumnField;
  readonly confidence: "exact" | "guess" | "none";
}

const HEADER_MAX = 60;
const UNIT_TAIL = /(?<=[\s_/\-.（(）)\p{sc=Han}]|^)(gib|gb|g|mib|mb|m|tib|tb|t)$/iu;
const BRACKETED = /[([{【〔][^)\]}】〕]*[)\]}】〕]?/g;
const NONE: HeaderReading = { field: "ignore", confidence: "none" };

const EXACT: ReadonlyMap<string, ColumnField> = new Map(
  Object.entries(SYNONYMS).flatMap(([field, names]) => names.map((name) => [name, asField(field)] as const)),
);
// Longest first, so that 系统盘 wins over 系统.
const BY_LENGTH = [...EXACT].sort(([a], [b]) => b.length - a.length);

/** `Object.entries` widens the keys of SYNONYMS to string; they are its own. */
function asField(key: string): ColumnField {
  return key as ColumnField;
}

/** A header as it is compared: NFKC, lower case, without brackets, units behind a separator, spaces and punctuation. */
export function normaliseHeader(text: string): string {
  return withoutUnit(plainHeader(text)).replace(/[^\p{L}\p{N}]/gu, "");
}

/** What a column is, by its name: a known name is exact, a known name inside it a guess. */
export function readHeader(text: string): HeaderReading {
  if (text.length > HEADER_MAX * 2) return NONE;
  const names = [text, ...text.split(/\s*[/／\n]\s*/)].map(normaliseHeader).filter((name) => name !== "");
  for (const name of names) {
    const field = EXACT.get(name);
    if (field !== undefined) return { field, confidence: "exact" };
  }
  const field = containedName(text);
  return field === null ? NONE : { field, confidence: "guess" };
}

/** Unit for bare numbers that the header states: `内存(G)` -> `G`, `memory_mb` -> `MB`. */
export function unitOf(text: string): string | null {
  const wide = text.normalize("NFKC");
  const inBrackets = /[([]\s*(gib|gb|g|mib|mb|m|tib|tb|t)\s*[)\]]/i.exec(wide)?.[1];
  const unit = inBrackets ?? UNIT_TAIL.exec(wide.trim())?.[1];
  return unit === undefined ? null : unit.toUpperCase();
}

/** How much a row looks like a header: 2 for each known name, 1 for each guess, a field counted once. */
export function headerScore(cells: readonly string[]): number {
  const best = new Map<ColumnField, number>();
  for (const cell of cells) {
    if (cell.length > HEADER_MAX || cell.trim() === "") continue;
    const { field, confidence } = readHeader(cell);
    if (confidence === "none") continue;
    best.set(field, Math.max(best.get(field) ?? 0, confidence === "exact" ? 2 : 1));
  }
  return [...best.values()].reduce((sum, points) => sum + points, 0);
}

function plainHeader(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(BRACKETED, " ").trim();
}

function withoutUnit(text: string): string {
  const bare = text.replace(UNIT_TAIL, "");
  return /[\p{L}\p{N}]/u.test(bare) ? bare : text;
}

/** Latin names must be whole words (the `ip` in `description` is none), Han names may stand anywhere. */
function containedName(text: string): ColumnField | null {
  if (text.length > HEADER_MAX) return null;
  const plain = plainHeader(text);
  const words = plain.match(/[a-z]+|\d+|\p{sc=Han}+/gu) ?? [];
  const phrases = new Set<string>();
  for (let start = 0; start < words.length; start += 1) {
    for (let end = start + 1; end <= Math.min(words.length, start + 3); end += 1) {
      phrases.add(words.slice(start, end).join(""));
    }
  }
  const joined = words.join("");
  const found = BY_LENGTH.find(([name]) => (/\p{sc=Han}/u.test(name) ? joined.includes(name) : phrases.has(name)));
  return found?.[1] ?? null;
}
