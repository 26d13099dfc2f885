import type { ColumnField } from "#lib/core/import/draft.ts";
import type { Disk, Machine } from "#lib/core/plan/machine.ts";
import { formatMemory, specOf, writeSpec } from "#lib/core/plan/spec-text.ts";

/** What a cell of the preview shows for a field that was read: the source's own words where they are kept. */
export function cellText(machine: Machine, field: ColumnField): string {
  switch (field) {
    case "hostname":
      return machine.hostname;
    case "ip":
      return machine.ips.length > 0 ? machine.ips.join(", ") : maskedText(machine.ipToAssignIn);
    case "spec":
      return machine.specText ?? specOf(machine) ?? "";
    case "cpu":
      return machine.cpuCores === undefined ? "" : String(machine.cpuCores);
    case "memory":
      return machine.memoryMiB === undefined ? "" : formatMemory(machine.memoryMiB);
    case "disk":
      return disksText(machine.disks);
    case "systemDisk":
      return disksText(machine.disks[0]?.purpose === "data" ? [] : machine.disks.slice(0, 1));
    case "dataDisk":
      return disksText(machine.disks[0]?.purpose === "data" ? machine.disks : machine.disks.slice(1));
    case "os":
      return machine.osText ?? [machine.os, machine.osVersion].filter((part) => part !== undefined).join(" ");
    case "role":
      return machine.roles.join(", ");
    case "sshPort":
      return machine.sshPort === undefined ? "" : String(machine.sshPort);
    case "password":
    case "ignore":
      return "";
    default:
      return machine[field] ?? "";
  }
}

/** The disk part of a spec text: `100G+2*1T(ssd)`. */
function disksText(disks: readonly Disk[]): string {
  const sizes = { cpuCores: 1, memoryMiB: 1024 };
  const prefix = `${writeSpec({ ...sizes, disks: [] }, "detailed")}-`;
  return disks.length === 0 ? "" : writeSpec({ ...sizes, disks: [...disks] }, "detailed").slice(prefix.length);
}

/** `172.30.15.0/24` -> `172.30.15.***`, as it was masked in the source. */
function maskedText(range: string | undefined): string {
  if (range === undefined) return "";
  const [base = "", bits] = range.split("/");
  const parts = base.split(".");
  if (bits === "24") return [...parts.slice(0, 3), "***"].join(".");
  return bits === "16" ? [...parts.slice(0, 2), "***", "***"].join(".") : range;
}
