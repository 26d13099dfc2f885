import type { ColumnField, MappedColumn } from "./draft.ts";

/** Fields that tables write once per group and leave blank below. */
const GROUPED: ReadonlySet<ColumnField> = new Set([
  "remark",
  "role",
  "os",
  "spec",
  "site",
  "zone",
  "rack",
  "hypervisor",
  "pool",
]);

export interface FillDown {
  readonly rows: readonly (readonly string[])[];
  readonly fields: readonly ColumnField[];
  /** Blank cells below a filled one. */
  readonly count: number;
}

/** The rows with blanks taken from above in grouped columns, and how many there are. */
export function fillDown(rows: readonly (readonly string[])[], columns: readonly MappedColumn[]): FillDown {
  const grouped = columns.filter(({ field }) => GROUPED.has(field));
  const last = new Map<number, string>();
  const fields = new Set<ColumnField>();
  let count = 0;
  const filled = rows.map((cells) => {
    const copy = [...cells];
    for (const { index, field } of grouped) {
      const text = cells[index] ?? "";
      const above = last.get(index);
      if (text !== "") last.set(index, text);
      else if (above !== undefined) {
        while (copy.length <= index) copy.push("");
        copy[index] = above;
        fields.add(field);
        count += 1;
      }
    }
    return copy;
  });
  return { rows: filled, fields: [...fields], count };
}
