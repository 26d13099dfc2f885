import type { Machine } from "#lib/core/plan/machine.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import { addressText } from "./mask.ts";
import type { Column } from "./table.ts";
import { HEADERS } from "./words.ts";

/** The seed's five columns: what the source wrote where it wrote something, a repeated remark left blank. */
export const classicColumns: readonly Column[] = [
  { header: HEADERS.hostname, cell: (machine) => machine.hostname },
  { header: HEADERS.ip, cell: (machine, { mask }) => addressText(machine, mask) },
  { header: HEADERS.spec, cell: (machine) => machine.specText ?? specOf(machine) ?? "" },
  { header: HEADERS.os, cell: osText },
  {
    header: HEADERS.remark,
    cell: (machine, { previous }) => (machine.remark === previous?.remark ? "" : (machine.remark ?? "")),
  },
];

export function osText(machine: Machine): string {
  return machine.osText ?? [machine.os, machine.osVersion].filter((part) => part !== undefined).join(" ");
}
