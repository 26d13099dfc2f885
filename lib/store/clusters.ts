import { randomUUID } from "node:crypto";
import { ClusterSummary, type TemplateId } from "#lib/core/api/plans.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { applyEdit } from "#lib/core/plan/apply.ts";
import { STEP_NAMES } from "#lib/core/plan/edits/step-names.ts";
import { blankPlan, type Plan } from "#lib/core/plan/plan.ts";
import { templatePlan } from "#lib/core/plan/templates.ts";
import { badCursor, readCursor, writeCursor } from "./cursor.ts";
import { StoreProblem } from "./errors.ts";
import { Prisma } from "./generated/client.ts";
import { type Actor, audit, traceOf } from "./people/audit.ts";
import { summaryJson, writeEntry, writeSnapshot } from "./plan/commit.ts";
import { keepHead } from "./plan/heads.ts";
import { frameOf, lockCluster, noCluster, writeMachines } from "./plan/rows.ts";
import { invalidPlan } from "./plan/since.ts";
import { freeSlug } from "./plan/slugs.ts";
import { storableJson } from "./plan/storable.ts";
import { inTransaction, type Tx } from "./plan/transaction.ts";
import { editPlan } from "./plans.ts";

export interface ClusterQuery {
  readonly q?: string | undefined;
  /** `worst`: where someone should look first, watched clusters before all others; absent = by name. */
  readonly sort?: "name" | "worst" | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** Where clusters stand by what was pasted of them; for `worst` only. */
  readonly pasted?: readonly PastedPlace[] | undefined;
}

/** How urgent the pasted state of a cluster is, for one that is not watched, or that is watched in part. */
export interface PastedPlace {
  readonly id: string;
  /** Null where what a connection sees decides alone. */
  readonly rank: number | null;
  /** Least margin that is left for sure; null = not known. */
  readonly left: number | null;
}

interface ClusterPage {
  readonly rows: ClusterSummary[];
  readonly nextCursor: string | null;
  readonly total: number;
}

const COLUMNS = Prisma.sql`
  cluster.id, slug, name, "group", version, summary, created_at as "createdAt", updated_at as "updatedAt",
  updated_by as "updatedBy", lower(name) as "sortName",
  frame->'options'->'kubernetes'->>'version' as "kubernetesVersion",
  frame->'options'->'etcd'->>'topology' as "etcdTopology"`;

interface SummaryRow {
  readonly slug: string;
  readonly id: string;
  readonly sortName: string;
  readonly summary: object;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What the overview itself calls old: the state of a cluster that nobody looks at any more is unknown. */
const OLD_SECONDS = 60;
const MARGIN_UNKNOWN = 2_147_483_647;

/** Worst state first (a margin that is only a range is not known to be well), then the least margin that is left for sure; what is not watched comes last. */
const WORST = Prisma.sql`
  least(pasted.rank, case when state is null then 4 when polled_at < now() - make_interval(secs => ${OLD_SECONDS}) then 2
    when state = 'critical' then 0 when state = 'warning' then 1 when state = 'unknown' then 2
    when margin->'low' is distinct from margin->'high' then 2 else 3 end) as rank,
  case when state is null and pasted.id is null then 0
    when state is null then coalesce(pasted."left", ${MARGIN_UNKNOWN}) else coalesce((margin->>'low')::int, ${MARGIN_UNKNOWN}) end as "left"`;
const BY_NAME = Prisma.sql`0 as rank, 0 as "left"`;
const PASTED = Prisma.sql`as pasted(id uuid, rank int, "left" int)`;
const FIRST = ["-1", "0", "", "00000000-0000-0000-0000-000000000000"];

/** Clusters by name or the worst first, without `unassigned`; `q` looks in name, slug and group. */
export async function listClusters({ q = "", sort, cursor, limit, pasted = [] }: ClusterQuery): Promise<ClusterPage> {
  const [rank, left, sortName, id] = readCursor(cursor, FIRST.length) ?? FIRST;
  if (!isWhole(rank) || !isWhole(left)) throw badCursor();
  const like = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const matches = Prisma.sql`slug <> ${UNASSIGNED} and (name ilike ${like} or slug ilike ${like} or "group" ilike ${like})`;
  const order = sort === "worst" ? WORST : BY_NAME;
  return inTransaction(async (tx) => {
    const found = await tx.$queryRaw<ListedRow[]>`
      select * from (select ${COLUMNS}, ${order} from cluster left join live_cluster on cluster_id = cluster.id
          left join jsonb_to_recordset(${JSON.stringify(pasted)}::jsonb) ${PASTED} on pasted.id = cluster.id
        where ${matches}) as listed
      where (rank, "left", "sortName", id) > (${Number(rank)}::int, ${Number(left)}::int, ${sortName}, ${id}::uuid)
      order by rank, "left", "sortName", id limit ${limit + 1}`;
    const counted = await tx.$queryRaw<
      { total: number }[]
    >`select count(*)::int as total from cluster where ${matches}`;
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return {
      rows: rows.map(toSummary),
      nextCursor: last === undefined ? null : cursorAfter(last),
      total: counted[0]?.total ?? 0,
    };
  });
}

interface ListedRow extends SummaryRow {
  readonly rank: number;
  readonly left: number;
}

function cursorAfter({ rank, left, sortName, id }: ListedRow): string {
  return writeCursor([String(rank), String(left), sortName, id]);
}

function isWhole(text: string | undefined): boolean {
  return /^-?\d{1,10}$/.test(text ?? "");
}

export async function readCluster(slug: string): Promise<ClusterSummary> {
  return inTransaction((tx) => summaryOf(tx, slug));
}

async function summaryOf(tx: Tx, slug: string): Promise<ClusterSummary> {
  const rows = await tx.$queryRaw<SummaryRow[]>`select ${COLUMNS} from cluster where slug = ${slug}`;
  const row = rows[0];
  if (row === undefined) throw noCluster(slug);
  return toSummary(row);
}

function toSummary({ summary, createdAt, updatedAt, ...row }: SummaryRow): ClusterSummary {
  const instants = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
  return ClusterSummary.strip().parse({ ...row, ...summary, ...instants });
}

interface NewCluster {
  readonly name: string;
  readonly slug?: string | undefined;
  readonly group?: string | undefined;
  readonly template?: TemplateId | undefined;
  readonly plan?: Plan | undefined;
  readonly actor: Actor;
}

/** Creates a cluster from a plan, a template or nothing; its plan starts at version 0. */
export async function addCluster(order: NewCluster): Promise<ClusterSummary> {
  const { edit, outcome } = firstStep(order);
  const clusterId = randomUUID();
  const created = await inTransaction(async (tx) => {
    const slug = await freeSlug(tx, { name: order.name, wanted: order.slug });
    await tx.$executeRaw`
      insert into cluster (id, slug, name, "group", frame, summary, updated_by)
      values (${clusterId}::uuid, ${slug}, ${order.name}, ${order.group ?? null}::text,
        ${storableJson(frameOf(outcome.plan))}::jsonb, ${summaryJson(outcome.plan)}::jsonb, ${order.actor.name})`;
    const machineIds = new Set(outcome.plan.machines.map((machine) => machine.id));
    await writeMachines(tx, { clusterId, machineIds, plan: outcome.plan });
    const step = { kind: "create", label: createLabel(order), edit, inverse: outcome.inverse } as const;
    const { actor } = order;
    const { changes, plan: after } = outcome;
    await writeEntry(tx, { ...step, clusterId, slug, version: 0, changes, after, actor });
    await writeSnapshot(tx, clusterId);
    return summaryOf(tx, slug);
  });
  keepHead(clusterId, 0, outcome.plan);
  return created;
}

function firstStep({ name, template = "blank", plan }: NewCluster) {
  const edit = {
    type: "replacePlan",
    plan: plan === undefined ? templatePlan(template, name) : { ...plan, name },
  } as const;
  const outcome = applyEdit(blankPlan(name), edit);
  if (!outcome.ok) throw invalidPlan(outcome.problems);
  return { edit, outcome };
}

function createLabel({ template, plan, actor }: NewCluster): string {
  const names = STEP_NAMES[actor.language ?? "en"];
  if (plan !== undefined) return names.createFromPlan;
  return template === undefined || template === "blank" ? names.create : names.createFrom(template);
}

interface ClusterChange {
  readonly name?: string | undefined;
  readonly group?: string | null | undefined;
  readonly actor: Actor;
}

/** Renames (a step of the plan, so that it can be undone) or regroups a cluster. */
export async function changeCluster(slug: string, { name, group, actor }: ClusterChange): Promise<ClusterSummary> {
  keepReserved(slug);
  const { version } = await readCluster(slug);
  if (name !== undefined) await editPlan({ slug, baseVersion: version, edit: { type: "renamePlan", name }, actor });
  if (group === undefined) return readCluster(slug);
  return inTransaction(async (tx) => {
    const { id } = await lockCluster(tx, slug);
    await tx.$executeRaw`update cluster set "group" = ${group === "" ? null : group}::text where id = ${id}::uuid`;
    await audit(tx, { ...traceOf(actor), action: "cluster.regroup", object: `cluster:${slug}`, after: group });
    return summaryOf(tx, slug);
  });
}

/** Deletes a cluster with its plan and history. */
export async function removeCluster(slug: string, actor: Actor): Promise<void> {
  keepReserved(slug);
  await inTransaction(async (tx) => {
    const { id, version } = await lockCluster(tx, slug);
    await tx.$executeRaw`delete from cluster where id = ${id}::uuid`;
    await audit(tx, {
      ...traceOf(actor),
      action: "cluster.remove",
      object: `cluster:${slug}`,
      before: { id, version },
    });
  });
}

function keepReserved(slug: string): void {
  if (slug !== UNASSIGNED) return;
  throw new StoreProblem("invalid", {
    code: "reserved-inventory",
    detail: `"${UNASSIGNED}" is the reserved inventory of machines without a cluster; it cannot be renamed or deleted.`,
  });
}
