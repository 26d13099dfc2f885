import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import type { Tx } from "./transaction.ts";

type NextStep = NonNullable<PlanAtVersion["undo"]>;

export interface NextSteps {
  readonly undo: NextStep | null;
  readonly redo: NextStep | null;
}

export const NO_STEPS: NextSteps = { undo: null, redo: null };

/**
 * What undo and redo of one person would do next on a plan. Undo takes their newest own step that stands; redo
 * takes their newest undo that stands, until a new own step ends it. Nothing but the history is asked, so that
 * both survive a reload and a restart.
 */
export async function nextSteps(tx: Tx, clusterId: string, userId: string): Promise<NextSteps> {
  const undo = await tx.$queryRaw<NextStep[]>`
    select e.version, e.label from plan_edit e
    where e.cluster_id = ${clusterId}::uuid and e.user_id = ${userId}
      and e.kind in ('edit', 'import', 'restore', 'redo')
      and not exists (select from plan_edit u where u.cluster_id = e.cluster_id and u.user_id = e.user_id
        and u.version > e.version and u.kind = 'undo' and u.reverts_version = e.version)
    order by e.version desc limit 1`;
  const redo = await tx.$queryRaw<NextStep[]>`
    select u.version, u.label from plan_edit u
    where u.cluster_id = ${clusterId}::uuid and u.user_id = ${userId} and u.kind = 'undo'
      and not exists (select from plan_edit n where n.cluster_id = u.cluster_id and n.user_id = u.user_id
        and n.version > u.version
        and (n.kind in ('edit', 'import', 'restore') or (n.kind = 'redo' and n.reverts_version = u.version)))
    order by u.version desc limit 1`;
  return { undo: undo[0] ?? null, redo: redo[0] ?? null };
}
