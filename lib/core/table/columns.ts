import type { Machine } from "#lib/core/plan/machine.ts";
import { accept, type CellKind, refuse } from "./cell.ts";
import { choiceCell, numberCell, textCell } from "./fields.ts";
import { addressCell, disksCell, labelsCell, rangeCell, rolesCell, specCell, taintsCell } from "./lists.ts";

const MIB_PER_GIB = 1024;
const HOSTNAME_TEXT_MAX = 300;

const hostnameCell: CellKind = {
  write: (machine) => machine.hostname,
  read: (text) => {
    const hostname = text.trim();
    if (hostname === "") return refuse("required", {});
    return hostname.length > HOSTNAME_TEXT_MAX
      ? refuse("too-long", { text: hostname.slice(0, 40) })
      : accept({ hostname });
  },
};

/** OS as the source wrote it, else name and version; typing replaces all three by the typed text. */
const osCell: CellKind = {
  write: (machine) => machine.osText ?? [machine.os, machine.osVersion].filter((part) => part !== undefined).join(" "),
  read: (text) => {
    const value = text.trim();
    if (value === "") return { ok: true, change: { set: {}, clear: ["os", "osVersion", "osText"] } };
    const [, os = value, osVersion] = /^(.*?)[\s-]*v?(\d[\w.-]*)(?:\s+LTS)?$/iu.exec(value) ?? [];
    const set = { osText: value, os: os.trim() === "" ? value : os.trim() };
    return osVersion === undefined
      ? { ok: true, change: { set, clear: ["osVersion"] } }
      : accept({ ...set, osVersion });
  },
};

/** Every column of the machine table, in their first order. */
export const tableCells = {
  hostname: hostnameCell,
  ips: addressCell,
  ipToAssignIn: rangeCell,
  roles: rolesCell,
  spec: specCell,
  cpuCores: numberCell("cpuCores"),
  memoryGiB: numberCell("memoryMiB", MIB_PER_GIB),
  disks: disksCell,
  diskLayout: textCell("diskLayout"),
  os: osCell,
  kernel: textCell("kernel"),
  arch: choiceCell("arch", ["amd64", "arm64", "loong64", "ppc64le", "riscv64", "s390x"]),
  cgroup: choiceCell("cgroup", [1, 2]),
  site: textCell("site"),
  zone: textCell("zone"),
  rack: textCell("rack"),
  hypervisor: textCell("hypervisor"),
  powerFeed: textCell("powerFeed"),
  switch: textCell("switch"),
  pool: textCell("pool"),
  remark: textCell("remark"),
  prefixLength: numberCell("prefixLength"),
  gateway: textCell("gateway"),
  interfaceName: textCell("interfaceName"),
  nicGbps: numberCell("nicGbps"),
  mac: textCell("mac"),
  productUuid: textCell("productUuid"),
  sshUser: textCell("sshUser"),
  sshPort: numberCell("sshPort"),
  kubeletVersion: textCell("kubeletVersion"),
  labels: labelsCell,
  taints: taintsCell,
} satisfies Record<string, CellKind>;

export type TableColumn = keyof typeof tableCells;

export const tableColumns = Object.keys(tableCells).filter((id): id is TableColumn => id in tableCells);

/** Columns shown until the person chooses others. */
export const FIRST_COLUMNS: readonly TableColumn[] = [
  "hostname",
  "ips",
  "roles",
  "spec",
  "os",
  "zone",
  "rack",
  "hypervisor",
  "remark",
];

/** Natural order of two machines by one column: `k8s-worker2` before `k8s-worker10`, blanks last. */
export function compareBy(column: TableColumn): (a: Machine, b: Machine) => number {
  const { write, sortKey }: CellKind = tableCells[column];
  const key = sortKey ?? ((machine: Machine) => write(machine).toLowerCase());
  return (a, b) => compareKeys(key(a), key(b));
}

const natural = new Intl.Collator("en", { numeric: true });

function compareKeys(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (a === "" || b === "") return a === b ? 0 : Number(a === "") - Number(b === "");
  return natural.compare(String(a), String(b));
}
