import type * as z from "zod";
import type { Edit } from "#lib/core/plan/edit.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Provenance } from "#lib/core/survive/fault-tree.ts";

/** Failure figures as a plan stores them, in hours. */
export interface Figures {
  readonly mtbfHours: number;
  readonly mttrHours: number;
  readonly provenance: z.infer<typeof Provenance>;
}

/** Sets the figures of one kind, or with null goes back to the engine's default. */
export function kindEdit({ options }: Plan, kind: string, figures: Figures | null): Edit {
  const others = Object.fromEntries(Object.entries(options.reliability ?? {}).filter(([key]) => key !== kind));
  const reliability = figures === null ? others : { ...others, [kind]: figures };
  if (Object.keys(reliability).length > 0) return { type: "setOptions", set: { reliability } };
  return { type: "setOptions", set: {}, clear: ["reliability"] };
}

/** Sets the figures of one machine, or with null goes back to those of its kind. */
export function machineEdit(machineId: string, figures: Figures | null): Edit {
  const change =
    figures === null
      ? { machineId, set: {}, clear: ["reliability" as const] }
      : { machineId, set: { reliability: figures } };
  return { type: "setMachines", changes: [change] };
}
