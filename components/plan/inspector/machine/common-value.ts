import type { MachineChange } from "#lib/core/plan/edit.ts";
import { sameValue } from "#lib/core/plan/edits/same.ts";
import { Machine, type MachineField } from "#lib/core/plan/machine.ts";

/** What several machines have in one field: the same value, or different ones. */
type Common = { readonly isMixed: false; readonly value: unknown } | { readonly isMixed: true };

export function commonValue(machines: readonly Machine[], field: MachineField): Common {
  const value = machines[0]?.[field];
  const isMixed = machines.some((machine) => !sameValue(machine[field], value));
  return isMixed ? { isMixed: true } : { isMixed: false, value };
}

const Fields = Machine.omit({ id: true }).partial();
const CLEARABLE = Fields.omit({ order: true, hostname: true, ips: true, roles: true, disks: true }).keyof();

/** One change for all machines: a value, or undefined to make the field "not given"; null when it cannot be. */
export function fieldChanges(
  machines: readonly Machine[],
  field: MachineField,
  value: unknown,
): readonly MachineChange[] | null {
  if (value === undefined) {
    const clearable = CLEARABLE.safeParse(field);
    if (!clearable.success) return null;
    return machines.map(({ id }) => ({ machineId: id, set: {}, clear: [clearable.data] }));
  }
  const set = Fields.safeParse({ [field]: value });
  return set.success ? machines.map(({ id }) => ({ machineId: id, set: set.data })) : null;
}

/** Different values that machines of the plan have in a field, to be offered while typing. */
export function knownValues(machines: readonly Machine[], field: MachineField): readonly string[] {
  const values = machines.map((machine) => machine[field]).filter((value) => typeof value === "string");
  return [...new Set(values)].sort();
}
