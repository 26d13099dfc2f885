import type { Conflict } from "#lib/core/api/plans.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import type { Change, Edit } from "#lib/core/plan/edit.ts";
import { applyChanges } from "#lib/core/plan/edits/changes.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

type Side = "mine" | "theirs";

/** One side for everything, or one per disputed path; a path that is not named takes theirs. */
export type Choice = Side | Readonly<Record<string, Side>>;

interface Dispute {
  readonly head: Plan;
  readonly conflicts: readonly Conflict[];
  readonly mine: readonly Change[];
  readonly since: readonly Change[];
}

export interface Resolution {
  readonly edit: Edit;
  readonly changes: readonly Change[];
}

/** The edit on the head that a person's choice amounts to; null when nothing of theirs remains. */
export function resolveDispute({ head, conflicts, mine, since }: Dispute, choice: Choice): Resolution | null {
  const givenUp = conflicts.filter(({ path }) => sideOf(path, choice) === "theirs");
  const kept = mine.filter((change) => !givenUp.some(({ path }) => isWithin(path, change.path)));
  if (kept.length === 0) return null;
  const target = applyChanges(head, [...revivals(head, { kept, since }), ...kept]);
  // The inverse of the way back is the smallest edit that leads there.
  const back = applyEdit(target, { type: "replacePlan", plan: head });
  return back.ok && back.changes.length > 0 ? { edit: back.inverse, changes: kept } : null;
}

function sideOf(path: string, choice: Choice): Side {
  return typeof choice === "string" ? choice : (choice[path] ?? "theirs");
}

function isWithin(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** Machines that somebody removed and this person still wants, as they were. */
function revivals(head: Plan, { kept, since }: { kept: readonly Change[]; since: readonly Change[] }): Change[] {
  const wanted = new Set(kept.flatMap(({ path }) => path.match(/^machines\/[^/]+(?=\/)/)?.[0] ?? []));
  for (const { id } of head.machines) wanted.delete(`machines/${id}`);
  return [...wanted].flatMap((path) => {
    const removal = since.findLast((change) => change.path === path);
    return removal?.before === undefined ? [] : [{ path, after: removal.before }];
  });
}
