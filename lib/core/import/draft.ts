import * as z from "zod";
import { Machine } from "#lib/core/plan/machine.ts";

/** Machine fields that a column of a table can feed; `password` marks a column that is dropped unread. */
export const ColumnField = z.enum([
  "hostname",
  "ip",
  "spec",
  "cpu",
  "memory",
  "disk",
  "systemDisk",
  "dataDisk",
  "os",
  "osVersion",
  "kernel",
  "arch",
  "role",
  "remark",
  "site",
  "zone",
  "rack",
  "hypervisor",
  "powerFeed",
  "switch",
  "mac",
  "productUuid",
  "gateway",
  "sshUser",
  "sshPort",
  "interfaceName",
  "pool",
  "password",
  "ignore",
]);
export type ColumnField = z.infer<typeof ColumnField>;

export const MappedColumn = z.strictObject({
  index: z.int(),
  header: z.string(),
  field: ColumnField,
  /** exact: a known name; guess: part of the name or the look of the values; none: nothing recognised. */
  confidence: z.enum(["exact", "guess", "none"]),
  /** Unit that the header states for bare numbers, such as `G` in `内存(G)`. */
  unit: z.string().nullable(),
  /** First three values that are not empty; never of a password column. */
  samples: z.array(z.string()).max(3),
});
export type MappedColumn = z.infer<typeof MappedColumn>;

/** A value that could not be read, in place: the person's text stays in `text`. */
export const CellProblem = z.strictObject({
  row: z.int(),
  line: z.int().nullable(),
  field: z.string(),
  code: z.string(),
  text: z.string(),
  /** One-click correction, ready to be put in the cell. */
  suggestion: z.string().nullable(),
});
export type CellProblem = z.infer<typeof CellProblem>;

export const ImportAnswer = z.strictObject({
  draft: z.strictObject({
    machines: z.array(Machine),
    columns: z.array(MappedColumn),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()),
    /** 0-based row of the header in the source; null when there is none. */
    headerRow: z.int().nullable(),
    format: z.enum(["pipe", "csv", "markdown", "html", "xlsx", "kubectl", "json"]),
    encoding: z.string(),
  }),
  /** What the person must decide: fill blanks down, two columns for one field, an unclear spec. */
  questions: z.array(
    z.strictObject({
      code: z.enum(["fill-down", "two-columns", "which-sheet", "hidden-rows"]),
      fields: z.array(z.string()),
      count: z.int(),
    }),
  ),
  dropped: z.strictObject({ passwordColumns: z.int(), ignoredColumns: z.array(z.string()), emptyRows: z.int() }),
  problems: z.array(CellProblem),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
