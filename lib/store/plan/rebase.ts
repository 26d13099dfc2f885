import { applyEdit, type EditOutcome } from "#lib/core/plan/apply.ts";
import type { Change, Edit } from "#lib/core/plan/edit.ts";
import { applyChanges, findOverlaps, type Overlap, revertChanges } from "#lib/core/plan/edits/changes.ts";
import type { PlanProblem } from "#lib/core/plan/edits/judge.ts";
import type { Plan } from "#lib/core/plan/plan.ts";

type Applied = Extract<EditOutcome, { ok: true }>;

export type Rebased =
  | { readonly kind: "applied"; readonly edit: Edit; readonly outcome: Applied }
  | { readonly kind: "overlaps"; readonly overlaps: readonly Overlap[] }
  | { readonly kind: "problems"; readonly problems: readonly PlanProblem[] };

interface Rebase {
  readonly head: Plan;
  readonly edit: Edit;
  /** What others changed between the base of the edit and the head, oldest first. */
  readonly since: readonly Change[];
}

/** Applies an edit that was made on an older plan to the head, unless a field it touches has changed since. */
export function rebaseEdit({ head, edit, since }: Rebase): Rebased {
  if (since.length === 0) return apply(head, edit);
  if (isWholePlan(edit)) return rebaseWhole({ head, edit, since });
  const applied = apply(head, edit);
  const mine = applied.kind === "applied" ? applied.outcome.changes : changesOnBase({ head, edit, since });
  const overlaps = findOverlaps(mine, since);
  return overlaps.length === 0 ? applied : { kind: "overlaps", overlaps };
}

function apply(head: Plan, edit: Edit): Rebased {
  const outcome = applyEdit(head, edit);
  return outcome.ok ? { kind: "applied", edit, outcome } : { kind: "problems", problems: outcome.problems };
}

/** True for an edit that names the whole plan, and so would take back what others did without meaning to. */
function isWholePlan(edit: Edit): boolean {
  return edit.type === "batch" ? edit.edits.some((step) => step.type === "replacePlan") : edit.type === "replacePlan";
}

// What the person changed is the difference to the plan they had; only that goes onto the head.
function rebaseWhole({ head, edit, since }: Rebase): Rebased {
  const onBase = apply(revertChanges(head, since), edit);
  if (onBase.kind !== "applied") return onBase;
  const overlaps = findOverlaps(onBase.outcome.changes, since);
  if (overlaps.length > 0) return { kind: "overlaps", overlaps };
  return apply(head, { type: "replacePlan", plan: applyChanges(head, onBase.outcome.changes) });
}

// An edit that no longer fits the head (its machine was removed) is shown as the conflict it is.
function changesOnBase({ head, edit, since }: Rebase): readonly Change[] {
  const outcome = applyEdit(revertChanges(head, since), edit);
  return outcome.ok ? outcome.changes : [];
}
