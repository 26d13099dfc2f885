import type { ColumnField } from "#lib/core/import/draft.ts";
import { CELL_MAX } from "#lib/core/import/grid.ts";
import type { Disk, Machine } from "#lib/core/plan/machine.ts";
import { readAddresses } from "./address-cell.ts";
import { readHostName } from "./name-cell.ts";
import { readOs } from "./os-cell.ts";
import { type CellReading, faulty, type MachinePatch, reads } from "./reading.ts";
import { readRoles } from "./role-cell.ts";
import { readCores, readDisks, readMemory, readSpecCell } from "./size-cell.ts";
import { readArch, readInterface, readKubeletVersion, readName, readPort, readRemark, readShort } from "./text-cell.ts";

type Optional = Exclude<keyof MachinePatch, "hostname" | "ips" | "roles" | "disks">;

/** Fields of a machine that a column feeds where it is not the field of the same name; emptied before a cell is read. */
const FED: Readonly<Partial<Record<ColumnField, readonly Optional[]>>> = {
  ip: ["ipToAssignIn", "prefixLength"],
  spec: ["cpuCores", "memoryMiB", "specText"],
  cpu: ["cpuCores"],
  memory: ["memoryMiB"],
  os: ["os", "osVersion", "osText"],
  osVersion: ["osVersion"],
  kernel: ["kernel"],
  arch: ["arch"],
  role: ["areRolesInferred"],
  remark: ["remark"],
  site: ["site"],
  zone: ["zone"],
  rack: ["rack"],
  hypervisor: ["hypervisor"],
  powerFeed: ["powerFeed"],
  switch: ["switch"],
  mac: ["mac"],
  productUuid: ["productUuid"],
  gateway: ["gateway"],
  sshUser: ["sshUser"],
  sshPort: ["sshPort"],
  interfaceName: ["interfaceName"],
  pool: ["pool"],
  kubeletVersion: ["kubeletVersion"],
};
/** Fields that a machine always has fall back to empty instead of vanishing. */
const EMPTIED: Readonly<Partial<Record<ColumnField, MachinePatch>>> = {
  hostname: { hostname: "" },
  ip: { ips: [] },
  spec: { disks: [] },
  disk: { disks: [] },
  role: { roles: [] },
};

export interface Cell {
  readonly field: ColumnField;
  readonly text: string;
  readonly unit: string | null;
}

export interface CellOutcome {
  readonly machine: Machine;
  readonly fault: CellReading["fault"];
}

/** The machine with one cell read into it; what the cell said before is gone, everything else stays. */
export function applyCell(machine: Machine, cell: Cell): CellOutcome {
  const { set, fault } = readCell(machine, cell);
  const emptied: Machine = { ...machine, ...EMPTIED[cell.field] };
  for (const key of FED[cell.field] ?? []) delete emptied[key];
  return { machine: { ...emptied, ...set }, fault };
}

function readCell(machine: Machine, { field, text, unit }: Cell): CellReading {
  if (text.length > CELL_MAX) return faulty("too-long", text.slice(0, CELL_MAX).trimEnd());
  if (field === "hostname") return readHostName(text);
  if (field === "systemDisk" || field === "dataDisk") return readDiskPart(machine, { field, text, unit });
  if (text === "") return reads({});
  switch (field) {
    case "ip":
      return readAddresses(text);
    case "spec":
      return readSpecCell(text);
    case "cpu":
      return readCores(text);
    case "memory":
      return readMemory(text, unit);
    case "disk":
      return readDisks(text, unit);
    case "os":
      return readOs(text);
    case "role":
      return readRoles(text);
    case "remark":
      return readRemark(text);
    case "arch":
      return readArch(text);
    case "sshPort":
      return readPort(text);
    case "interfaceName":
      return readInterface(text);
    case "kubeletVersion":
      return readKubeletVersion(text);
    case "mac":
    case "productUuid":
    case "gateway":
    case "sshUser":
      return readShort(field, text);
    case "site":
    case "zone":
    case "rack":
    case "hypervisor":
    case "powerFeed":
    case "switch":
    case "pool":
    case "kernel":
    case "osVersion":
      return readName(field, text);
    case "password":
    case "ignore":
      return reads({});
  }
}

/** System and data disks come in columns of their own; the first disk of a machine is its system disk. */
function readDiskPart(machine: Machine, { field, text, unit }: Cell): CellReading {
  const reading = readDisks(text, unit);
  const disks = reading.set.disks ?? [];
  const hasSystem = machine.disks.length > 0 && machine.disks[0]?.purpose !== "data";
  const system = hasSystem ? machine.disks.slice(0, 1) : [];
  const data = machine.disks.slice(system.length);
  const parts = field === "systemDisk" ? [disks, data] : [system, disks];
  return { ...reading, set: { disks: joinDisks(parts[0] ?? [], parts[1] ?? []) } };
}

/** Without a system disk the first data disk is marked, so that it is not taken for one. */
function joinDisks(system: readonly Disk[], data: readonly Disk[]): Disk[] {
  const [first, ...rest] = data;
  if (system.length > 0 || first === undefined) return [...system, ...data];
  return [{ ...first, purpose: first.purpose ?? "data" }, ...rest];
}
