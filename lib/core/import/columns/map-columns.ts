import type { ColumnField, MappedColumn } from "#lib/core/import/draft.ts";
import { readHeader, unitOf } from "./header.ts";
import { lookOf } from "./looks.ts";
import { withoutSecrets } from "./secrets.ts";

const SAMPLES = 3;
const SAMPLE_MAX = 120;
/** Fields that several columns may feed without a question. */
const REPEATABLE: ReadonlySet<ColumnField> = new Set(["disk", "dataDisk", "ignore", "password"]);

export interface MappingInput {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly secrets: ReadonlySet<number>;
  /** What the person chose, per column; null lets the names decide. */
  readonly chosen: readonly ColumnField[] | null;
}

/** What each column is, why, and three values of it; a column with secrets is dropped whatever was chosen. */
export function mapColumns({ header, rows, secrets, chosen }: MappingInput): MappedColumn[] {
  const width = Math.max(header.length, ...rows.slice(0, 50).map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index): MappedColumn => {
    const name = header[index] ?? "";
    if (secrets.has(index)) return column(index, name, { field: "password", confidence: "exact" });
    const reading = readHeader(name);
    const field = chosen?.[index];
    const confidence = field === undefined || field === reading.field ? reading.confidence : "exact";
    return { ...column(index, name, { field: field ?? reading.field, confidence }), samples: samplesOf(rows, index) };
  });
  return chosen === null ? splitOs(guessByLooks(columns, rows)) : columns;
}

function column(index: number, header: string, reading: Pick<MappedColumn, "field" | "confidence">): MappedColumn {
  return { index, header, ...reading, unit: unitOf(header), samples: [] };
}

function samplesOf(rows: readonly (readonly string[])[], index: number): string[] {
  const samples: string[] = [];
  for (const row of rows) {
    const text = withoutSecrets(row[index] ?? "").text;
    if (text !== "" && !samples.includes(text)) samples.push(text.slice(0, SAMPLE_MAX));
    if (samples.length === SAMPLES) break;
  }
  return samples;
}

function guessByLooks(columns: readonly MappedColumn[], rows: readonly (readonly string[])[]): MappedColumn[] {
  const taken = new Set(columns.filter(({ confidence }) => confidence !== "none").map(({ field }) => field));
  return columns.map((mapped) => {
    if (mapped.confidence !== "none") return mapped;
    const values = rows.map((row) => row[mapped.index] ?? "");
    const look = lookOf(values, !taken.has("hostname"));
    if (look === null || taken.has(look)) return mapped;
    taken.add(look);
    return { ...mapped, field: look, confidence: "guess" };
  });
}

/** `OS` beside `OS version`: both names alone mean the system, together the second is its version. */
function splitOs(columns: readonly MappedColumn[]): MappedColumn[] {
  const systems = columns.filter(({ field }) => field === "os");
  if (systems.length !== 2) return [...columns];
  const version = systems.find(({ header }) => /version|版本/i.test(header));
  return columns.map((mapped) => (mapped === version ? { ...mapped, field: "osVersion" } : mapped));
}

/** Fields that more than one column feeds and that can hold only one. */
export function doubleFields(columns: readonly MappedColumn[]): ColumnField[] {
  const fields = columns.map(({ field }) => field).filter((field) => !REPEATABLE.has(field));
  return [...new Set(fields.filter((field, index) => fields.indexOf(field) !== index))];
}
