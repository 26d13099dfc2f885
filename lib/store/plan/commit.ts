import { createHash } from "node:crypto";
import type { HistoryEntry } from "#lib/core/api/plans.ts";
import type { Change, Edit } from "#lib/core/plan/edit.ts";
import { Role } from "#lib/core/plan/machine.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { totalsOf } from "#lib/core/plan/totals.ts";
import { type Actor, audit, traceOf } from "#lib/store/people/audit.ts";
import { type ClusterRow, frameOf, writeMachines } from "./rows.ts";
import { storableJson } from "./storable.ts";
import type { Tx } from "./transaction.ts";

/** Whole plans are kept this often, so that no old version is more than half of this away from one. */
const SNAPSHOT_EVERY = 100;

export interface Step {
  readonly kind: HistoryEntry["kind"];
  readonly label: string;
  readonly edit: Edit;
  readonly inverse: Edit;
  readonly changes: readonly Change[];
  readonly after: Plan;
  readonly revertsVersion?: number;
  readonly key?: string | undefined;
}

/** Writes one accepted step under the row lock: machines, history, head, audit. Answers the new version. */
export async function commitStep(tx: Tx, row: ClusterRow, step: Step & { readonly actor: Actor }): Promise<number> {
  const version = row.version + 1;
  await writeMachines(tx, { clusterId: row.id, machineIds: changedMachines(step.changes), plan: step.after });
  const entry = { ...step, clusterId: row.id, slug: row.slug, version };
  await writeEntry(tx, entry);
  await writeHead(tx, entry);
  if (version % SNAPSHOT_EVERY === 0) await writeSnapshot(tx, row.id);
  return version;
}

/** Ids of the machines that these changes add, remove or alter. */
function changedMachines(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ path }) => {
      const [kind, id] = path.split("/");
      return kind === "machines" && id !== undefined ? [id] : [];
    }),
  );
}

interface Entry extends Step {
  readonly clusterId: string;
  readonly slug: string;
  readonly version: number;
  readonly actor: Actor;
}

export async function writeEntry(tx: Tx, entry: Entry): Promise<void> {
  const { clusterId, slug, version, actor, kind, label, changes } = entry;
  const changesJson = storableJson(changes);
  await tx.$executeRaw`
    insert into plan_edit (cluster_id, version, user_id, by, kind, label, edit, inverse, changes, change_count,
      reverts_version, client_key)
    values (${clusterId}::uuid, ${version}, ${actor.id}, ${actor.name}, ${kind}, ${label},
      ${storableJson(entry.edit)}::jsonb, ${storableJson(entry.inverse)}::jsonb, ${changesJson}::jsonb,
      ${changes.length}, ${entry.revertsVersion ?? null}::int, ${entry.key ?? null}::text)`;
  await audit(tx, {
    ...traceOf(actor),
    action: `plan.${kind}`,
    object: `cluster:${slug}@${version}`,
    before: { version: version - 1 },
    // The hash of what changed, not of the whole plan: one edit of a large plan must stay cheap.
    after: { version, changes: createHash("sha256").update(changesJson).digest("hex") },
  });
}

async function writeHead(tx: Tx, { clusterId, version, actor, after, changes }: Entry): Promise<void> {
  const isFrameChanged = changes.some(({ path }) => !path.startsWith("machines/"));
  const frame = isFrameChanged ? storableJson(frameOf(after)) : null;
  await tx.$executeRaw`
    update cluster set version = ${version}, name = ${after.name}, frame = coalesce(${frame}::jsonb, frame),
      summary = ${summaryJson(after)}::jsonb, updated_at = now(), updated_by = ${actor.name}
    where id = ${clusterId}::uuid`;
}

/** Totals and role counts as the cluster row keeps them. */
export function summaryJson({ machines }: Plan): string {
  const roles = Role.options.flatMap((role) => {
    const count = machines.filter((machine) => machine.roles.includes(role)).length;
    return count === 0 ? [] : [[role, count]];
  });
  return JSON.stringify({ roles: Object.fromEntries(roles), totals: totalsOf(machines) });
}

/** Keeps the head as a whole plan, built inside the database from the rows just written. */
export async function writeSnapshot(tx: Tx, clusterId: string): Promise<void> {
  await tx.$executeRaw`
    insert into plan_snapshot (cluster_id, version, plan)
    select c.id, c.version, c.frame || jsonb_build_object('machines',
      (select coalesce(jsonb_agg(m.detail order by m."order", m.id collate "C"), '[]') from machine m
       where m.cluster_id = c.id))
    from cluster c where c.id = ${clusterId}::uuid on conflict do nothing`;
}
