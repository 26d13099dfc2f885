import type { EditAnswer, HistoryEntry, PlanAtVersion, PlanChanges } from "#lib/core/api/plans.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import type { Edit } from "#lib/core/plan/edit.ts";
import { labelEdit } from "#lib/core/plan/edits/label.ts";
import { labelEditZh } from "#lib/core/plan/edits/label-zh.ts";
import type { StepLanguage } from "#lib/core/plan/edits/step-names.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import type { Actor } from "./people/audit.ts";
import { commitStep } from "./plan/commit.ts";
import { keepHead } from "./plan/heads.ts";
import { planAt } from "./plan/past.ts";
import { rebaseEdit } from "./plan/rebase.ts";
import { type ClusterRow, headOf, lockCluster, readHead, readRow } from "./plan/rows.ts";
import {
  type Entry,
  editConflict,
  entriesSince,
  invalidPlan,
  isSameSender,
  keepMachinesOnly,
  wasSent,
} from "./plan/since.ts";
import { NO_STEPS, nextSteps } from "./plan/steps.ts";
import { inTransaction, type Tx } from "./plan/transaction.ts";
import { inTurn } from "./plan/turn.ts";
import { ensureUnassigned } from "./plan/unassigned.ts";

/** The whole plan, now or at a version, with what undo and redo of this person would do. */
export async function readPlan(slug: string, version?: number, userId?: string): Promise<PlanAtVersion> {
  if (slug === UNASSIGNED) await ensureUnassigned();
  return inTransaction(async (tx) => {
    const { row, plan } = await readHead(tx, slug);
    if (version === undefined || version === row.version) keepHead(row.id, row.version, plan);
    const steps = userId === undefined ? NO_STEPS : await nextSteps(tx, row.id, userId);
    const at = await planAt(tx, { row, head: plan, version: version ?? row.version });
    return { slug, ...at, ...steps };
  });
}

/** Everything that happened to a plan since a version. */
export async function readChanges(slug: string, since: number, userId: string): Promise<PlanChanges> {
  if (slug === UNASSIGNED) await ensureUnassigned();
  return inTransaction(async (tx) => {
    const row = await readRow(tx, slug);
    const entries = await entriesSince(tx, row, since);
    return {
      version: row.version,
      changes: entries.flatMap(({ changes }) => changes),
      updatedAt: row.updatedAt.toISOString(),
      updatedBy: row.updatedBy,
      ...(await nextSteps(tx, row.id, userId)),
    };
  });
}

export interface EditOrder {
  readonly slug: string;
  readonly baseVersion: number;
  readonly edit: Edit;
  readonly label?: string | undefined;
  readonly kind?: Extract<HistoryEntry["kind"], "edit" | "import" | "restore"> | undefined;
  /** The sender's own id of this edit; the same one again gives the first answer again. */
  readonly key?: string | undefined;
  readonly actor: Actor;
}

/** Applies one edit to the head of a plan, rebasing it over what others did since its base, and stores it. */
export async function editPlan(order: EditOrder): Promise<EditAnswer> {
  return changeHead(order.slug, (tx, head) => applyOrder(tx, { ...head, order }));
}

export interface Head {
  readonly row: ClusterRow;
  readonly plan: Plan;
}

interface Changed {
  readonly answer: EditAnswer;
  readonly after: Plan;
}

/** One writer at a time on the head of a plan; the new head is remembered only once it is committed. */
export async function changeHead(slug: string, run: (tx: Tx, head: Head) => Promise<Changed>): Promise<EditAnswer> {
  if (slug === UNASSIGNED) await ensureUnassigned();
  return inTurn(slug, async () => {
    const { row, changed } = await inTransaction(async (tx) => {
      const row = await lockCluster(tx, slug);
      return { row, changed: await run(tx, { row, plan: await headOf(tx, row) }) };
    });
    keepHead(row.id, changed.answer.version, changed.after);
    return changed.answer;
  });
}

export async function applyOrder(tx: Tx, { row, plan, order }: Head & { order: EditOrder }): Promise<Changed> {
  const { baseVersion, actor, key, kind = "edit" } = order;
  const since = await entriesSince(tx, row, baseVersion);
  if (wasSent(since, order)) return { answer: await repeatAnswer(tx, { row, since, actor }), after: plan };
  const theirs = since.filter((entry) => !isSameSender(entry, order));
  const rebased = rebaseEdit({ head: plan, edit: order.edit, since: theirs.flatMap(({ changes }) => changes) });
  if (rebased.kind === "problems") throw invalidPlan(rebased.problems);
  if (rebased.kind === "overlaps") {
    throw editConflict({ overlaps: rebased.overlaps, since: theirs, head: plan, version: row.version });
  }
  const { outcome, edit } = rebased;
  // An edit that changes nothing leaves no trace in the history.
  if (outcome.changes.length === 0) return { answer: await repeatAnswer(tx, { row, since, actor }), after: plan };
  keepMachinesOnly(row.slug, outcome.changes);
  const label = order.label ?? labelOf(actor.language)(plan, edit);
  const step = { kind, label, edit, inverse: outcome.inverse, changes: outcome.changes, after: outcome.plan, key };
  const version = await commitStep(tx, row, { ...step, actor });
  return {
    answer: {
      version,
      changes: [...since.flatMap(({ changes }) => changes), ...outcome.changes],
      isRebased: theirs.length > 0,
      undo: { version, label },
      redo: null,
    },
    after: outcome.plan,
  };
}

function labelOf(language: StepLanguage = "en"): typeof labelEdit {
  return language === "zh" ? labelEditZh : labelEdit;
}

interface Repeat {
  readonly row: ClusterRow;
  readonly since: readonly Entry[];
  readonly actor: Actor;
}

/** The answer to a step that is already in: its first answer was lost on the way, or it changes nothing. */
export async function repeatAnswer(tx: Tx, { row, since, actor }: Repeat): Promise<EditAnswer> {
  return {
    version: row.version,
    changes: since.flatMap(({ changes }) => [...changes]),
    isRebased: true,
    ...(await nextSteps(tx, row.id, actor.id)),
  };
}
