import type { Machine } from "#lib/core/plan/machine.ts";

export type MachinePatch = Partial<Omit<Machine, "id" | "order">>;

/** Why a cell was not taken, and a text to put in its place. A blocking one cannot be part of a plan. */
interface CellFault {
  readonly code: string;
  readonly suggestion: string | null;
  readonly isBlocking: boolean;
}

/** What one cell says about a machine; with a fault, `set` is what can be kept of it. */
export interface CellReading {
  readonly set: MachinePatch;
  readonly fault: CellFault | null;
}

export function reads(set: MachinePatch): CellReading {
  return { set, fault: null };
}

export function faulty(code: string, suggestion: string | null = null, set: MachinePatch = {}): CellReading {
  return { set, fault: { code, suggestion, isBlocking: false } };
}

export function blocking(code: string, suggestion: string | null, set: MachinePatch): CellReading {
  return { set, fault: { code, suggestion, isBlocking: true } };
}
