import type { Edit, SimpleEdit } from "#lib/core/plan/edit.ts";
import type { Machine } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type MachineMatch, matchMachines } from "./match-machines.ts";

export interface ImportChoice {
  /** Rows that stay out. */
  readonly leftOut: ReadonlySet<number>;
  readonly mintId: () => string;
}

export interface ImportPlan {
  /** One batch, one undo step; null when nothing would change. Never deletes. */
  readonly edit: Edit | null;
  readonly matches: readonly MachineMatch[];
  /** Id in the plan after the edit, per draft row; null for rows left out. */
  readonly ids: readonly (string | null)[];
}

/** The one edit that brings draft machines into a plan: new ones behind the last, known ones changed where they differ. */
export function importEdit(plan: Plan, drafts: readonly Machine[], { leftOut, mintId }: ImportChoice): ImportPlan {
  const rows = drafts.map((_, row) => row).filter((row) => !leftOut.has(row));
  const taken = rows.flatMap((row) => drafts[row] ?? []);
  const matches = matchMachines(plan, taken).map((match) => ({ ...match, row: rows[match.row] ?? match.row }));
  const lastOrder = plan.machines.at(-1)?.order ?? 0;
  const ids: (string | null)[] = drafts.map(() => null);
  const added: Machine[] = [];
  for (const [index, match] of matches.entries()) {
    const draft = taken[index];
    if (draft === undefined) continue;
    ids[match.row] = match.machineId ?? mintId();
    if (match.kind === "create") {
      added.push({ ...draft, id: ids[match.row] ?? draft.id, order: lastOrder + added.length + 1 });
    }
  }
  const changes = matches.flatMap(({ change }) => change ?? []);
  const edits: SimpleEdit[] = [
    ...(changes.length === 0 ? [] : [{ type: "setMachines" as const, changes }]),
    ...(added.length === 0 ? [] : [{ type: "addMachines" as const, machines: added }]),
  ];
  return { edit: edits.length === 0 ? null : { type: "batch", edits }, matches, ids };
}
