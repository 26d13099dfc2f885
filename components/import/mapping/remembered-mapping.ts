import * as z from "zod";
import { ColumnField, type MappedColumn } from "#lib/core/import/draft.ts";

const KEY = "quorate.import.mappings";
const KEPT = 30;
const Mappings = z.array(z.strictObject({ headers: z.string(), fields: z.array(ColumnField) }));
type Mappings = z.infer<typeof Mappings>;

/** The fields that were last chosen for a table with exactly these headers, or null. */
export function rememberedMapping(columns: readonly MappedColumn[]): readonly ColumnField[] | null {
  return load().find(({ headers }) => headers === fingerprint(columns))?.fields ?? null;
}

/** Keeps header names and fields only, never a value of the table. */
export function rememberMapping(columns: readonly MappedColumn[]): void {
  const headers = fingerprint(columns);
  const others = load().filter((mapping) => mapping.headers !== headers);
  const fields = columns.map(({ field }) => field);
  try {
    localStorage.setItem(KEY, JSON.stringify([{ headers, fields }, ...others].slice(0, KEPT)));
  } catch {
    // A full or forbidden storage costs only the convenience.
  }
}

function fingerprint(columns: readonly MappedColumn[]): string {
  return columns.map(({ header }) => header.trim().toLowerCase()).join("\u001f");
}

function load(): Mappings {
  try {
    return Mappings.catch([]).parse(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}
