import * as z from "zod";
import type { EditAnswer } from "#lib/core/api/plans.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { Change, Edit } from "#lib/core/plan/edit.ts";
import type { Overlap } from "#lib/core/plan/edits/changes.ts";
import { sameValue } from "#lib/core/plan/edits/same.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Actor } from "#lib/store/people/audit.ts";
import { changeHead, type Head, repeatAnswer } from "#lib/store/plans.ts";
import { commitStep } from "./commit.ts";
import { editConflict, entriesSince, invalidPlan, wasSent } from "./since.ts";
import { nextSteps } from "./steps.ts";
import type { Tx } from "./transaction.ts";

export interface UndoOrder {
  readonly slug: string;
  readonly baseVersion: number;
  readonly key?: string | undefined;
  readonly actor: Actor;
}

/** Takes back this person's newest step that stands, unless somebody has changed those fields since. */
export async function undoPlan(order: UndoOrder): Promise<EditAnswer> {
  return changeHead(order.slug, (tx, head) => revertStep(tx, { ...head, order, kind: "undo" }));
}

/** Brings back what this person undid last. */
export async function redoPlan(order: UndoOrder): Promise<EditAnswer> {
  return changeHead(order.slug, (tx, head) => revertStep(tx, { ...head, order, kind: "redo" }));
}

interface Revert extends Head {
  readonly order: UndoOrder;
  readonly kind: "undo" | "redo";
}

async function revertStep(tx: Tx, revert: Revert): Promise<{ readonly answer: EditAnswer; readonly after: Plan }> {
  const { row, plan, order, kind } = revert;
  const { actor, key, baseVersion } = order;
  const since = await entriesSince(tx, row, baseVersion);
  if (wasSent(since, order)) return { answer: await repeatAnswer(tx, { row, since, actor }), after: plan };
  const step = (await nextSteps(tx, row.id, actor.id))[kind];
  if (step === null) throw nothingTo(kind);
  const past = await readStep(tx, row.id, step.version);
  await refuseTouched(tx, { ...revert, changes: past.changes, version: step.version });
  const edit = past.inverse;
  const outcome = applyEdit(plan, edit);
  if (!outcome.ok) throw invalidPlan(outcome.problems);
  const { changes, inverse, plan: after } = outcome;
  const label = step.label;
  const version = await commitStep(tx, row, {
    ...{ kind, label, edit, inverse, changes, after, key, actor },
    revertsVersion: step.version,
  });
  const theirs = since.flatMap((entry) => [...entry.changes]);
  const steps = await nextSteps(tx, row.id, actor.id);
  return { answer: { version, changes: [...theirs, ...changes], isRebased: since.length > 0, ...steps }, after };
}

function nothingTo(kind: "undo" | "redo"): StoreProblem {
  return new StoreProblem("conflict", {
    code: `nothing-to-${kind}`,
    detail: kind === "undo" ? "You have no step in this plan to undo." : "You have no undone step to bring back.",
  });
}

const Stored = z.object({ changes: z.array(Change), inverse: Edit });

async function readStep(tx: Tx, clusterId: string, version: number): Promise<z.infer<typeof Stored>> {
  const rows = await tx.$queryRaw<unknown[]>`
    select changes, inverse from plan_edit where cluster_id = ${clusterId}::uuid and version = ${version}`;
  return Stored.parse(rows[0]);
}

// A field may be taken back only while it still has the value that this step gave it.
async function refuseTouched(
  tx: Tx,
  { row, plan, changes, version }: Revert & { changes: readonly Change[]; version: number },
): Promise<void> {
  const overlaps = changes.flatMap(({ path, before, after }): Overlap[] => {
    const theirs = valueAt(plan, path);
    return sameValue(theirs, after) ? [] : [{ path, base: after, theirs, yours: before }];
  });
  if (overlaps.length === 0) return;
  const since = await entriesSince(tx, row, version);
  throw editConflict({ overlaps, since, head: plan, version: row.version });
}

/** The value that a plan has at the path of a change; undefined where there is none. */
function valueAt(plan: Plan, path: string): unknown {
  const [kind = "", id = "", field] = path.split("/");
  switch (kind) {
    case "machines": {
      const machine = plan.machines.find((candidate) => candidate.id === id);
      return field === undefined || machine === undefined ? machine : Reflect.get(machine, field);
    }
    case "endpoints":
      return plan.endpoints.find((endpoint) => endpoint.id === id);
    case "options":
      return Reflect.get(plan.options, id);
    default:
      return Reflect.get(plan, kind);
  }
}
