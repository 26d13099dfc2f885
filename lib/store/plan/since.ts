import * as z from "zod";
import type { Conflict } from "#lib/core/api/plans.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { Change } from "#lib/core/plan/edit.ts";
import type { Overlap } from "#lib/core/plan/edits/changes.ts";
import { type PlanProblem, problemText } from "#lib/core/plan/edits/judge.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Actor } from "#lib/store/people/audit.ts";
import type { ClusterRow } from "./rows.ts";
import type { Tx } from "./transaction.ts";

/** What one version changed, and who did it. */
export interface Entry {
  readonly version: number;
  readonly by: string;
  readonly userId: string;
  readonly at: Date;
  readonly key: string | null;
  readonly changes: readonly Change[];
}

const Changes = z.array(Change);

interface Sent {
  readonly key?: string | undefined;
  readonly actor: Actor;
}

/** True for the very step that is being sent again. */
export function wasSent(since: readonly Entry[], { key, actor }: Sent): boolean {
  return key !== undefined && since.some((entry) => entry.key === key && entry.userId === actor.id);
}

/** True for an earlier step of the same open page, which knew of it when it made the next one. */
export function isSameSender(entry: Entry, { key, actor }: Sent): boolean {
  if (key === undefined || entry.key === null || entry.userId !== actor.id) return false;
  const dot = key.lastIndexOf(".");
  return dot > 0 && entry.key.startsWith(key.slice(0, dot + 1));
}

/** The entries after `version`, oldest first; refuses a version that this plan has not reached. */
export async function entriesSince(tx: Tx, row: ClusterRow, version: number): Promise<readonly Entry[]> {
  if (version === row.version) return [];
  if (version > row.version) {
    throw new StoreProblem("conflict", {
      code: "unknown-base-version",
      detail: `The edit builds on version ${version}, but the newest is ${row.version}. Load the plan again.`,
      extra: { version: row.version },
    });
  }
  const rows = await tx.$queryRaw<(Omit<Entry, "changes"> & { readonly changes: unknown })[]>`
    select version, by, user_id as "userId", at, client_key as key, changes from plan_edit
    where cluster_id = ${row.id}::uuid and version > ${version} order by version`;
  return rows.map((entry) => ({ ...entry, changes: Changes.parse(entry.changes) }));
}

interface Clash {
  readonly overlaps: readonly Overlap[];
  readonly since: readonly Entry[];
  readonly head: Plan;
  readonly version: number;
}

/** The refusal of an edit whose fields somebody else has changed, field by field. */
export function editConflict(clash: Clash): StoreProblem {
  const { overlaps, since, version } = clash;
  const conflicts = overlaps.map((overlap): Conflict => {
    const last = since.findLast(({ changes }) => changes.some(({ path }) => isWithin(path, overlap.path)));
    return {
      ...overlap,
      subject: subjectOf(overlap.path, clash),
      by: last?.by ?? "",
      at: (last?.at ?? new Date(0)).toISOString(),
    };
  });
  const names = [...new Set(conflicts.map(({ by }) => by))].join(", ");
  return new StoreProblem("conflict", {
    code: "edit-conflict",
    detail: `${conflicts.length} of the fields you changed were changed by ${names} in the meantime. Choose a value for each.`,
    extra: { conflicts, version },
  });
}

function isWithin(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

const Named = z.looseObject({ hostname: z.string() });

// A removed machine is no longer in the head; its name is in what was removed since.
function subjectOf(path: string, { since, head }: Clash): string {
  const [kind, id] = path.split("/");
  if (kind !== "machines") return id ?? path;
  const machine = head.machines.find((candidate) => candidate.id === id);
  if (machine !== undefined) return machine.hostname;
  const removal = since.flatMap(({ changes }) => changes).findLast((change) => change.path === `machines/${id}`);
  const former = Named.safeParse(removal?.before);
  return former.success ? former.data.hostname : (id ?? path);
}

/** The refusal of a plan that would break a hard rule. */
export function invalidPlan(problems: readonly PlanProblem[]): StoreProblem {
  const errors = problems.map((problem) => ({
    path: problem.path,
    code: problem.code,
    message: problemText(problem),
    values: problem.values,
  }));
  const first = errors[0]?.message ?? "";
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : "";
  return new StoreProblem("invalid", { code: "invalid-plan", detail: `${first}${more}`, extra: { errors } });
}

/** The reserved inventory holds machines and nothing else. */
export function keepMachinesOnly(slug: string, changes: readonly Change[]): void {
  if (slug !== UNASSIGNED || changes.every(({ path }) => path.startsWith("machines/"))) return;
  throw new StoreProblem("invalid", {
    code: "unassigned-machines-only",
    detail: "Machines without a cluster have no name, options or endpoints to edit. Move them into a cluster first.",
  });
}
