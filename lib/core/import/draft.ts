import * as z from "zod";
import { Machine } from "#lib/core/plan/machine.ts";
import { Plan } from "#lib/core/plan/plan.ts";

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
  "kubeletVersion",
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
  /** Index into `draft.machines`. */
  row: z.int(),
  line: z.int().nullable(),
  field: z.string(),
  code: z.string(),
  text: z.string(),
  /** One-click correction, ready to be put in the cell. */
  suggestion: z.string().nullable(),
  /** True when no plan can hold the machine as it is: a bad or double name or address. */
  isBlocking: z.boolean(),
});
export type CellProblem = z.infer<typeof CellProblem>;

export const ImportQuestion = z.strictObject({
  code: z.enum(["fill-down", "two-columns", "which-sheet", "hidden-rows"]),
  fields: z.array(z.string()),
  count: z.int(),
});
export type ImportQuestion = z.infer<typeof ImportQuestion>;

export const ImportAnswer = z.strictObject({
  draft: z.strictObject({
    machines: z.array(Machine),
    columns: z.array(MappedColumn),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()),
    /** 0-based row of the header in the source; null when there is none. */
    headerRow: z.int().nullable(),
    /** The first rows of the source, to choose the header among; password columns are blank. */
    topRows: z.array(z.array(z.string())),
    format: z.enum(["pipe", "csv", "markdown", "html", "xlsx", "kubectl", "json", "svg", "png"]),
    encoding: z.string(),
    /** The whole plan, when the source was one. */
    plan: Plan.optional(),
  }),
  /** What the person must decide: fill blanks down, two columns for one field, an unclear sheet, hidden rows. */
  questions: z.array(ImportQuestion),
  dropped: z.strictObject({
    passwordColumns: z.int(),
    /** Texts inside other cells that looked like a password, token or key. */
    secretCells: z.int(),
    ignoredColumns: z.array(z.string()),
    emptyRows: z.int(),
    totalRows: z.int(),
    hiddenRows: z.int(),
    /** Rows of another table below the machines. */
    otherRows: z.int(),
    /** Virtual addresses: they belong to an endpoint, not to a machine. */
    vips: z.array(z.string()),
  }),
  problems: z.array(CellProblem),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
export type Dropped = ImportAnswer["dropped"];
