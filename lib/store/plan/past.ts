import * as z from "zod";
import type { PlanAtVersion } from "#lib/core/api/plans.ts";
import { Change } from "#lib/core/plan/edit.ts";
import { applyChanges, revertChanges } from "#lib/core/plan/edits/changes.ts";
import { Plan } from "#lib/core/plan/plan.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { ClusterRow } from "./rows.ts";
import type { Tx } from "./transaction.ts";

interface Past {
  readonly row: ClusterRow;
  readonly head: Plan;
  readonly version: number;
}

interface Entry {
  readonly at: Date;
  readonly by: string;
}

interface Anchor {
  readonly version: number;
  readonly plan: Plan;
}

const ChangeSets = z.array(z.array(Change));

/** The plan as it was at a version: from the nearest whole plan, by the changes between. */
export async function planAt(
  tx: Tx,
  past: Past,
): Promise<Pick<PlanAtVersion, "plan" | "version" | "updatedAt" | "updatedBy">> {
  const { row, head, version } = past;
  if (version === row.version) {
    return { version, plan: head, updatedAt: row.updatedAt.toISOString(), updatedBy: row.updatedBy };
  }
  const entries = await tx.$queryRaw<Entry[]>`
    select at, by from plan_edit where cluster_id = ${row.id}::uuid and version = ${version}`;
  const entry = entries[0];
  if (entry === undefined) throw noVersion(row, version);
  const plan = await walk(tx, { clusterId: row.id, anchor: await nearest(tx, past), version });
  return { version, plan, updatedAt: entry.at.toISOString(), updatedBy: entry.by };
}

export function noVersion(row: ClusterRow, version: number): StoreProblem {
  return new StoreProblem("not-found", {
    code: "unknown-plan-version",
    detail: `The plan of "${row.slug}" has no version ${version}; the newest is ${row.version}.`,
    extra: { values: { slug: row.slug, version, newest: row.version } },
  });
}

async function nearest(tx: Tx, { row, head, version }: Past): Promise<Anchor> {
  const found = await tx.$queryRaw<{ version: number }[]>`
    select version from plan_snapshot where cluster_id = ${row.id}::uuid
    order by abs(version - ${version}::int) limit 1`;
  const snapshot = found[0]?.version;
  const isHeadNearer = snapshot === undefined || row.version - version <= Math.abs(snapshot - version);
  if (isHeadNearer) return { version: row.version, plan: head };
  const plans = await tx.$queryRaw<{ plan: unknown }[]>`
    select plan from plan_snapshot where cluster_id = ${row.id}::uuid and version = ${snapshot}`;
  return { version: snapshot, plan: Plan.parse(plans[0]?.plan) };
}

async function walk(
  tx: Tx,
  { clusterId, anchor, version }: { clusterId: string; anchor: Anchor; version: number },
): Promise<Plan> {
  const [from, to] = anchor.version < version ? [anchor.version, version] : [version, anchor.version];
  const rows = await tx.$queryRaw<{ changes: unknown }[]>`
    select changes from plan_edit
    where cluster_id = ${clusterId}::uuid and version > ${from} and version <= ${to} order by version`;
  const changes = ChangeSets.parse(rows.map((row) => row.changes)).flat();
  return anchor.version < version ? applyChanges(anchor.plan, changes) : revertChanges(anchor.plan, changes);
}
