import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { DOMAIN_OF_LEVEL } from "#lib/core/survive/analysis/placement.ts";
import type { Candidate, LevelVerdict } from "#lib/core/survive/analysis.ts";

/** A change that may help, before anybody has computed whether it does. */
export type Proposal = Pick<Candidate, "service" | "code" | "values" | "machineIds" | "newMachines" | "effort"> & {
  readonly edit: Edit;
};

/** What is known of the plan when changes are looked for. */
export interface Situation {
  readonly plan: Plan;
  readonly service: Candidate["service"];
  readonly levels: readonly LevelVerdict[];
}

export type PlaceLevel = keyof typeof DOMAIN_OF_LEVEL;

export function batch(edits: readonly SimpleEdit[]): Edit {
  const [first] = edits;
  return edits.length === 1 && first !== undefined ? first : { type: "batch", edits: [...edits] };
}

export function namesOf(machines: readonly Machine[]): string {
  return machines.map(({ hostname }) => hostname).join(", ");
}
