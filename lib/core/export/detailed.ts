import type { Disk, Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { specOf } from "#lib/core/plan/spec-text.ts";
import { type Totals, totalsByRole, totalsOf } from "#lib/core/plan/totals.ts";
import { osText } from "./classic.ts";
import { addressText, maskAddress } from "./mask.ts";
import type { Cell, Column, Row, TableOptions } from "./table.ts";
import { type ExportLang, HEADERS, ROLE_WORDS, say, WORDS } from "./words.ts";

const MIB_PER_GIB = 1024;

/** The columns of field tables: sequence, identity, size, system, place, remark. */
export const detailedColumns: readonly Column[] = [
  { header: HEADERS.sequence, cell: (_machine, { index }) => index + 1 },
  { header: HEADERS.hostname, cell: (machine) => machine.hostname },
  { header: HEADERS.ip, cell: (machine, { mask }) => addressText(machine, mask) },
  { header: HEADERS.role, cell: (machine, { lang }) => rolesText(machine.roles, lang) },
  { header: HEADERS.cpu, cell: (machine) => machine.cpuCores ?? null },
  { header: HEADERS.memory, cell: (machine) => (machine.memoryMiB === undefined ? null : gib(machine.memoryMiB)) },
  { header: HEADERS.systemDisk, cell: (machine) => disksText(machine.disks.slice(0, 1)) },
  { header: HEADERS.dataDisk, cell: (machine) => disksText(machine.disks.slice(1)) },
  { header: HEADERS.spec, cell: (machine) => specOf(machine) ?? machine.specText ?? "" },
  { header: HEADERS.os, cell: osText },
  { header: HEADERS.kernel, cell: (machine) => machine.kernel ?? "" },
  { header: HEADERS.zone, cell: (machine) => machine.zone ?? "" },
  { header: HEADERS.rack, cell: (machine) => machine.rack ?? "" },
  { header: HEADERS.hypervisor, cell: (machine) => machine.hypervisor ?? "" },
  { header: HEADERS.remark, cell: (machine) => machine.remark ?? "" },
];

/** One row per VIP: an address of the plan that no machine owns. */
export function vipRows(plan: Plan, { mask, lang }: TableOptions): Row[] {
  return plan.endpoints.flatMap((endpoint) =>
    endpoint.vips.map((vip) =>
      rowOf("vip", {
        hostname: endpoint.dnsName ?? "",
        ip: maskAddress(vip, mask),
        role: say(WORDS.vip, lang),
        remark: `${endpoint.lb.kind} :${endpoint.port}`,
      }),
    ),
  );
}

/** A subtotal per role, then the total. */
export function totalRows(plan: Plan, { lang }: TableOptions): Row[] {
  const perRole = totalsByRole(plan.machines).map(({ role, totals }) =>
    totalRow(say(role === null ? WORDS.noRole : ROLE_WORDS[role], lang), totals, lang),
  );
  return [...perRole, totalRow(say(WORDS.total, lang), totalsOf(plan.machines), lang)];
}

function totalRow(label: string, totals: Totals, lang: ExportLang): Row {
  return rowOf("total", {
    hostname: `${label}: ${totals.machines} ${say(WORDS.machines, lang)}`,
    cpu: totals.cpuCores,
    memory: gib(totals.memoryMiB),
    systemDisk: totals.systemDiskGB,
    dataDisk: totals.dataDiskGB,
    remark: unknownText(totals, lang),
  });
}

/** Machines whose size is unknown are not in the sums, and the row says how many. */
function unknownText({ unknown }: Totals, lang: ExportLang): string {
  const missing = Math.max(unknown.cpuCores, unknown.memoryMiB, unknown.disks);
  return missing === 0 ? "" : `${say(WORDS.unknown, lang)}: ${missing}`;
}

function rowOf(kind: Row["kind"], cells: Partial<Record<keyof typeof HEADERS, Cell>>): Row {
  const keys: (keyof typeof HEADERS)[] = [
    "sequence",
    "hostname",
    "ip",
    "role",
    "cpu",
    "memory",
    "systemDisk",
    "dataDisk",
    "spec",
    "os",
    "kernel",
    "zone",
    "rack",
    "hypervisor",
    "remark",
  ];
  return { kind, cells: keys.map((key) => cells[key] ?? null) };
}

function rolesText(roles: readonly Role[], lang: ExportLang): string {
  return roles.map((role) => say(ROLE_WORDS[role], lang)).join(" + ");
}

function disksText(disks: readonly Disk[]): Cell {
  const [first] = disks;
  if (first === undefined) return null;
  if (disks.length === 1 && first.atLeast === undefined) return first.sizeGB;
  return disks.map((disk) => `${disk.sizeGB}${disk.atLeast ? "+" : ""}`).join(" + ");
}

function gib(memoryMiB: number): number {
  return Math.round((memoryMiB / MIB_PER_GIB) * 100) / 100;
}
