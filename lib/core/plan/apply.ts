import { judgeChanges, type PlanProblem } from "#lib/core/plan/edits/judge.ts";
import type { Change, Edit } from "./edit.ts";
import { runCommand } from "./edits/commands.ts";
import { closeDraft, type Draft, openDraft } from "./edits/draft.ts";
import { inverseOf } from "./edits/inverse.ts";
import { endpointWithout, optionsWithout } from "./edits/references.ts";
import type { Plan } from "./plan.ts";

export type EditOutcome =
  | { readonly ok: true; readonly plan: Plan; readonly changes: readonly Change[]; readonly inverse: Edit }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] };

/**
 * The plan after an edit, with its smallest list of changes and the edit that takes it back; or the hard errors,
 * and then nothing is applied. Errors are judged on the result, so one edit can swap two addresses.
 */
export function applyEdit(plan: Plan, edit: Edit): EditOutcome {
  const draft = openDraft(plan);
  const edits = edit.type === "batch" ? edit.edits : [edit];
  const refused = edits.flatMap((each) => runCommand(draft, each));
  if (refused.length > 0) return { ok: false, problems: refused };
  dropDangling(draft);
  const { plan: result, changes } = closeDraft(draft);
  const problems = judgeChanges(result, changes);
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, plan: result, changes, inverse: inverseOf(plan, changes) };
}

/** A removed machine leaves no reference: load-balancer members, priorities and machine lists forget it. */
function dropDangling(draft: Draft): void {
  const gone = new Set([...draft.before.keys()].filter((id) => !draft.machines.has(id)));
  if (gone.size === 0) return;
  for (const [id, endpoint] of draft.endpoints) draft.endpoints.set(id, endpointWithout(endpoint, gone));
  draft.options = optionsWithout(draft.options, gone);
}
