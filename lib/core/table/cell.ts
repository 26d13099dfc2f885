import type { MachineChange } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";

/** What a typed text means for one machine, or why it means nothing; the text itself is never lost. */
export type CellReading =
  | { readonly ok: true; readonly change: Omit<MachineChange, "machineId"> }
  | { readonly ok: false; readonly problem: CellProblem };

export interface CellProblem {
  /** Key of the `problems` messages. */
  readonly code:
    | "bad-spec"
    | "bad-role"
    | "bad-number"
    | "bad-choice"
    | "bad-cidr"
    | "bad-pair"
    | "bad-taint"
    | "too-long"
    | "required";
  readonly values: Readonly<Record<string, string>>;
  /** A text that would be read, offered as one-click correction. */
  readonly suggestion: string | null;
}

/** How one column of the machine table reads and writes its cell. */
export interface CellKind {
  readonly write: (machine: Machine) => string;
  readonly read: (text: string, machine: Machine) => CellReading;
  /** Sorts before text: numbers by size, addresses by value, names naturally. */
  readonly sortKey?: (machine: Machine) => number | string;
}

export function accept(set: MachineChange["set"]): CellReading {
  return { ok: true, change: { set } };
}

export function drop(...clear: NonNullable<MachineChange["clear"]>): CellReading {
  return { ok: true, change: { set: {}, clear } };
}

export function refuse(
  code: CellProblem["code"],
  values: CellProblem["values"],
  suggestion: string | null = null,
): CellReading {
  return { ok: false, problem: { code, values, suggestion } };
}
