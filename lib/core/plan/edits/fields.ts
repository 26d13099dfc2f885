import { type Machine, Machine as MachineSchema } from "#lib/core/plan/machine.ts";
import type { PlanOptions } from "#lib/core/plan/options.ts";

export const MACHINE_FIELDS = MachineSchema.omit({ id: true }).keyof().options;

/** Values reach core only after zod has parsed them (plan, edit, change), so the shape named by `T` holds. */
export function trusted<T>(value: unknown): T {
  return value as T;
}

/** The machine with these fields; a value of `undefined` drops the field. */
export function machineWith(machine: Machine, fields: readonly (readonly [string, unknown])[]): Machine {
  return trusted<Machine>(merged(machine, fields));
}

/** The options with these keys; a value of `undefined` drops the key. */
export function optionsWith(options: PlanOptions, fields: readonly (readonly [string, unknown])[]): PlanOptions {
  return trusted<PlanOptions>(merged(options, fields));
}

function merged(before: object, fields: readonly (readonly [string, unknown])[]): object {
  const after: Record<string, unknown> = { ...before };
  for (const [key, value] of fields) {
    if (value !== undefined) after[key] = value;
    else if (key in after) delete after[key];
  }
  return after;
}
