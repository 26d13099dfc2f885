import type { Edit, MachineChange } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import { addressSeries, isInRange, rangeOfPeers } from "#lib/core/plan/naming.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { readSpec, type SpecReading } from "#lib/core/plan/spec-text.ts";

export type SpecRefusal = Extract<SpecReading, { ok: false }>;
export type TypedEdit =
  | { readonly ok: true; readonly edit: Edit | null }
  | { readonly ok: false; readonly refusal: SpecRefusal };

const NOTHING: TypedEdit = { ok: true, edit: null };

export function hostNameEdit(machine: Machine, text: string): TypedEdit {
  const hostname = text.trim();
  if (hostname === machine.hostname) return NOTHING;
  return { ok: true, edit: { type: "setMachines", changes: [{ machineId: machine.id, set: { hostname } }] } };
}

/** Replaces the primary address and keeps the others; an empty text makes it "to be assigned" again. */
export function addressEdit(machine: Machine, text: string): TypedEdit {
  const ip = text.trim();
  const [primary = "", ...others] = machine.ips;
  if (ip === primary) return NOTHING;
  const ips = ip === "" ? others : [ip, ...others];
  return { ok: true, edit: { type: "setMachines", changes: [addressChange(machine, ips)] } };
}

// The masked range has done its work once an address is there.
function addressChange(machine: Machine, ips: string[]): MachineChange {
  const hasRange = ips.length > 0 && machine.ipToAssignIn !== undefined;
  return { machineId: machine.id, set: { ips }, ...(hasRange ? { clear: ["ipToAssignIn"] } : {}) };
}

/** Reads a spec text for all of `machineIds`; an empty text makes the size unknown again. */
export function specEdit(machineIds: readonly string[], text: string): TypedEdit {
  if (text.trim() === "") {
    const changes = machineIds.map((machineId): MachineChange => {
      return { machineId, set: { disks: [] }, clear: ["cpuCores", "memoryMiB", "specText"] };
    });
    return { ok: true, edit: { type: "setMachines", changes } };
  }
  const reading = readSpec(text);
  if (!reading.ok) return { ok: false, refusal: reading };
  return { ok: true, edit: { type: "setSpec", machineIds: [...machineIds], spec: reading.spec } };
}

interface Series {
  readonly edit: Edit;
  /** Host names whose new address lies outside the range of the machines around them. */
  readonly outside: readonly string[];
  /** Addresses of the series that other machines or virtual addresses have already. */
  readonly conflicts: readonly string[];
}

/** Gives `first` and the addresses after it to the machines, in their order; null when `first` is no address. */
export function addressSeriesEdit(plan: Plan, machines: readonly Machine[], first: string): Series | null {
  const ips = addressSeries(first.trim(), machines.length);
  if (ips === null || machines.length === 0) return null;
  const ids = new Set(machines.map(({ id }) => id));
  const others = plan.machines.filter(({ id }) => !ids.has(id));
  const taken = new Set([...others.flatMap((machine) => machine.ips), ...plan.endpoints.flatMap(({ vips }) => vips)]);
  const range = rangeOfPeers(plan, machines) ?? rangeOfPeers(plan, others);
  const changes = machines.map((machine, index) => addressChange(machine, [ips[index] ?? "", ...machine.ips.slice(1)]));
  const isOutside = (ip: string | undefined) => ip !== undefined && range !== null && isInRange(ip, range) === false;
  return {
    edit: { type: "setMachines", changes },
    outside: machines.filter((_, index) => isOutside(ips[index])).map(({ hostname }) => hostname),
    conflicts: ips.filter((ip) => taken.has(ip)),
  };
}
