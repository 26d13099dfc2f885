import * as z from "zod";
import { Cidr } from "#lib/core/plan/address.ts";
import { Disk, type Machine, Role, Taint } from "#lib/core/plan/machine.ts";
import { readSpec, specOf, writeSpec } from "#lib/core/plan/spec-text.ts";
import { accept, type CellKind, drop, refuse } from "./cell.ts";

const LIST = /[\s,;，；、/+]+/u;
// A slash belongs to an address with a mask, which is refused as a whole.
const ADDRESSES = /[\s,;，；、]+/u;

/** Addresses, first is primary; syntax and duplicates are judged on the plan, so that swaps stay possible. */
export const addressCell: CellKind = {
  write: (machine) => machine.ips.join(", "),
  sortKey: (machine) => addressKey(machine.ips[0] ?? ""),
  read: (text) => {
    const ips = parts(text, ADDRESSES);
    return ips.length === 0 ? accept({ ips: [] }) : { ok: true, change: { set: { ips }, clear: ["ipToAssignIn"] } };
  },
};

/** The range an address is still to be taken from. */
export const rangeCell: CellKind = {
  write: (machine) => machine.ipToAssignIn ?? "",
  read: (text) => {
    const cidr = text.trim();
    if (cidr === "") return drop("ipToAssignIn");
    return Cidr.safeParse(cidr).success
      ? accept({ ipToAssignIn: cidr })
      : refuse("bad-cidr", { text: cidr.slice(0, 60) });
  },
};

/** Roles joined by `+`; typing them confirms what was inferred. */
export const rolesCell: CellKind = {
  write: (machine) => machine.roles.join(" + "),
  read: (text) => {
    const words = parts(text.toLowerCase());
    const unknown = words.find((word) => !Role.safeParse(word).success);
    if (unknown !== undefined)
      return refuse("bad-role", { text: unknown.slice(0, 40), choices: Role.options.join(", ") });
    return {
      ok: true,
      change: { set: { roles: [...new Set(z.array(Role).parse(words))] }, clear: ["areRolesInferred"] },
    };
  },
};

/** `8C-32G-150G`; the typed text is kept beside the reading. */
export const specCell: CellKind = {
  write: (machine) => machine.specText ?? specOf(machine) ?? "",
  sortKey: (machine) => (machine.cpuCores ?? 0) * 2 ** 24 + (machine.memoryMiB ?? 0),
  read: (text) => {
    if (text.trim() === "")
      return { ok: true, change: { set: { disks: [] }, clear: ["cpuCores", "memoryMiB", "specText"] } };
    const reading = readSpec(text);
    if (reading.ok) return accept({ ...reading.spec, specText: text.trim() });
    // Of a text that has nothing of a spec in it, no part is to blame.
    const expected = reading.part.trim() === text.trim() ? "spec" : reading.expected;
    return refuse("bad-spec", { part: reading.part, expected }, reading.suggestion);
  },
};

/** Disks alone, as the part behind the memory of a spec: `100G+50G(nvme,etcd)`. */
export const disksCell: CellKind = {
  write: (machine) => (machine.disks.length === 0 ? "" : diskPart(machine.disks)),
  read: (text) => {
    if (text.trim() === "") return { ok: true, change: { set: { disks: [] }, clear: ["specText"] } };
    const reading = readSpec(`1C-1G-${text.trim()}`);
    if (!reading.ok) return refuse("bad-spec", { part: reading.part, expected: reading.expected });
    return { ok: true, change: { set: { disks: z.array(Disk).parse(reading.spec.disks) }, clear: ["specText"] } };
  },
};

/** `key=value` pairs. */
export const labelsCell: CellKind = {
  write: (machine) =>
    Object.entries(machine.labels ?? {})
      .map(([key, value]) => `${key}=${value}`)
      .join(", "),
  read: (text) => {
    const pairs = text
      .split(/[,;，；\n]+/u)
      .map((pair) => pair.trim())
      .filter((pair) => pair !== "");
    if (pairs.length === 0) return drop("labels");
    const bad = pairs.find((pair) => !/^[^=]+=[^=]*$/.test(pair));
    if (bad !== undefined) return refuse("bad-pair", { text: bad.slice(0, 60) });
    return accept({ labels: Object.fromEntries(pairs.map((pair) => pair.split("=").map((side) => side.trim()))) });
  },
};

/** `key=value:NoSchedule` or `key:NoSchedule`, as kubectl writes them. */
export const taintsCell: CellKind = {
  write: (machine) =>
    (machine.taints ?? [])
      .map(({ key, value, effect }) => `${key}${value === undefined ? "" : `=${value}`}:${effect}`)
      .join(", "),
  read: (text) => {
    const words = text
      .split(/[,;，；\n]+/u)
      .map((word) => word.trim())
      .filter((word) => word !== "");
    if (words.length === 0) return drop("taints");
    const taints = words.map(readTaint);
    const bad = taints.indexOf(null);
    if (bad >= 0) return refuse("bad-taint", { text: (words[bad] ?? "").slice(0, 60) });
    return accept({ taints: taints.filter((taint) => taint !== null) });
  },
};

function readTaint(word: string): z.infer<typeof Taint> | null {
  const [, key, value, effect] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(word) ?? [];
  const taint = Taint.safeParse({ key, ...(value === undefined ? {} : { value }), effect });
  return taint.success ? taint.data : null;
}

function diskPart(disks: Machine["disks"]): string {
  return writeSpec({ cpuCores: 1, memoryMiB: 1024, disks }, "detailed").replace(/^1C-1G-/, "");
}

function parts(text: string, between = LIST): string[] {
  return text.split(between).filter((part) => part !== "");
}

/** Zero-padded octets, so that .9 sorts before .10; IPv6 as it is. */
function addressKey(ip: string): string {
  return ip
    .split(".")
    .map((part) => part.padStart(3, "0"))
    .join(".");
}
