import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { classicColumns } from "./classic.ts";
import { detailedColumns, totalRows, vipRows } from "./detailed.ts";
import type { Mask } from "./mask.ts";
import { type ExportLang, say, WORDS, type Word } from "./words.ts";

export type Cell = string | number | null;

/** A table before any format: what it says, not how it is written. */
export interface Table {
  readonly title: string;
  readonly headers: readonly string[];
  readonly rows: readonly Row[];
  /** Software and its version, below the machines; empty in the classic form. */
  readonly software: readonly (readonly string[])[];
  readonly softwareHeaders: readonly string[];
}

export interface Row {
  readonly kind: "machine" | "vip" | "total";
  readonly cells: readonly Cell[];
}

export interface TableOptions {
  readonly preset: "classic" | "detailed";
  readonly lang: ExportLang;
  readonly mask: Mask;
}

export interface Column {
  readonly header: Word;
  /** `previous` is the machine of the row above, for cells that are blank where they would repeat. */
  readonly cell: (machine: Machine, context: CellContext) => Cell;
}

interface CellContext {
  readonly mask: Mask;
  readonly lang: ExportLang;
  readonly index: number;
  readonly previous: Machine | undefined;
}

/** The machine-planning table of a plan: the seed's five columns, or the detailed form with VIPs, totals and software. */
export function machineTable(plan: Plan, options: TableOptions): Table {
  const isClassic = options.preset === "classic";
  const columns = isClassic ? classicColumns : detailedColumns;
  const machineRows = plan.machines.map((machine, index): Row => {
    const context = { mask: options.mask, lang: options.lang, index, previous: plan.machines[index - 1] };
    return { kind: "machine", cells: columns.map((column) => column.cell(machine, context)) };
  });
  const software = isClassic ? [] : (plan.options.software ?? []);
  return {
    title: `${plan.name} - ${say(WORDS.planTitle, options.lang)}`,
    headers: columns.map((column) => say(column.header, options.lang)),
    rows: isClassic ? machineRows : [...machineRows, ...vipRows(plan, options), ...totalRows(plan, options)],
    software: software.map((row) => [row.name, row.version, row.remark ?? ""]),
    softwareHeaders: [WORDS.softwareName, WORDS.version, { en: "Remark", zh: "说明" }].map((word) =>
      say(word, options.lang),
    ),
  };
}
