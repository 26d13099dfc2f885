import { canonicalIp } from "#lib/core/plan/address.ts";
import type { MachineChange } from "#lib/core/plan/edit.ts";
import type { Disk, Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

export interface MachineMatch {
  /** Index of the draft machine. */
  readonly row: number;
  readonly kind: "create" | "update" | "unchanged";
  readonly matchedBy: "name" | "ip" | null;
  readonly machineId: string | null;
  /** What an update sets; null for the other kinds. */
  readonly change: MachineChange | null;
}

type Values = Record<string, unknown>;

/**
 * What each draft machine is to the plan: matched by host name, then by address, each machine of the plan once.
 * Only fields that the draft fills count; a blank in a table never clears what the plan knows.
 */
export function matchMachines(plan: Plan, drafts: readonly Machine[]): MachineMatch[] {
  const free = new Map(plan.machines.map((machine) => [machine.id, machine]));
  const byName = new Map(plan.machines.map((machine) => [machine.hostname.toLowerCase(), machine.id]));
  const byIp = new Map(plan.machines.flatMap(({ id, ips }) => ips.map((ip) => [canonicalIp(ip), id] as const)));
  const take = (id: string | undefined): Machine | undefined => {
    const machine = id === undefined ? undefined : free.get(id);
    if (machine !== undefined) free.delete(machine.id);
    return machine;
  };
  // Names first over all rows: an address must not take a machine that another row names.
  const named = drafts.map((draft) =>
    draft.hostname === "" ? undefined : take(byName.get(draft.hostname.toLowerCase())),
  );
  return drafts.map((draft, row): MachineMatch => {
    const byTheName = named[row];
    const known =
      byTheName ?? draft.ips.map((ip) => take(byIp.get(canonicalIp(ip)))).find((found) => found !== undefined);
    if (known === undefined) return { row, kind: "create", matchedBy: null, machineId: null, change: null };
    const matchedBy = byTheName === undefined ? ("ip" as const) : ("name" as const);
    const change = changeOf(known, draft);
    return { row, kind: change === null ? "unchanged" : "update", matchedBy, machineId: known.id, change };
  });
}

function changeOf(known: Machine, draft: Machine): MachineChange | null {
  const before: Values = { ...known };
  const set: Values = {};
  for (const [field, value] of Object.entries(draft)) {
    if (isSaid(field, draft, known) && !isSame(field, before[field], value)) set[field] = value;
  }
  if (Object.keys(set).length === 0) return null;
  const clear: NonNullable<MachineChange["clear"]> = [];
  if (set.ips !== undefined && known.ipToAssignIn !== undefined) clear.push("ipToAssignIn");
  if (set.roles !== undefined && known.areRolesInferred !== undefined && !draft.areRolesInferred) {
    clear.push("areRolesInferred");
  }
  return { machineId: known.id, set, ...(clear.length === 0 ? {} : { clear }) };
}

/** False for blanks, and for guesses where the plan knows better. */
function isSaid(field: string, draft: Machine, known: Machine): boolean {
  switch (field) {
    case "id":
    case "order":
      return false;
    case "hostname":
      return draft.hostname !== "";
    case "ips":
      return draft.ips.length > 0;
    case "ipToAssignIn":
      return known.ips.length === 0;
    case "disks":
      return draft.disks.length > 0;
    case "roles":
    case "areRolesInferred":
      return draft.roles.length > 0 && (!draft.areRolesInferred || known.roles.length === 0);
    default:
      return true;
  }
}

function isSame(field: string, before: unknown, after: unknown): boolean {
  if (field === "disks" && areDisks(before) && areDisks(after)) return sizes(before) === sizes(after);
  return JSON.stringify(before) === JSON.stringify(after);
}

/** `disks` of a machine, as its schema says. */
function areDisks(value: unknown): value is readonly Disk[] {
  return Array.isArray(value);
}

/** Kinds and purposes of the plan stay when a table repeats the sizes only. */
function sizes(disks: readonly Disk[]): string {
  return disks.map(({ sizeGB, atLeast }) => `${sizeGB}${atLeast ? "+" : ""}`).join(" ");
}
