import type { LiveView } from "#lib/core/api/live.ts";
import { db } from "#lib/store/client.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { type Actor, audit, traceOf } from "#lib/store/people/audit.ts";
import { readRow } from "#lib/store/plan/rows.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";

type Acknowledgement = LiveView["acknowledgements"][number];
type MaintenanceWindow = LiveView["maintenance"][number];

/** What people said of states that still stand; a state that changed since has made its word void. */
export async function acknowledgementsOf(clusterId: string): Promise<Acknowledgement[]> {
  const rows = await db().$queryRaw<{ subject: string; reason: string; by: string; at: Date; until: Date | null }[]>`
    select a.subject, a.reason, a."by", a."at", a."until" from acknowledgement a
    join observation_state o on o.cluster_id = a.cluster_id and o.subject = a.subject and o.state = a.state
    where a.cluster_id = ${clusterId}::uuid and (a."until" is null or a."until" > now()) order by a."at" desc`;
  return rows.map(({ at, until, ...row }) => ({ ...row, at: at.toISOString(), until: until?.toISOString() ?? null }));
}

interface Acknowledging {
  readonly subject: string;
  readonly reason: string;
  readonly until?: string | null | undefined;
  readonly actor: Actor;
}

export async function acknowledge(
  slug: string,
  { subject, reason, until, actor }: Acknowledging,
): Promise<Acknowledgement> {
  return inTransaction(async (tx) => {
    const { id: clusterId } = await readRow(tx, slug);
    const [found] = await tx.$queryRaw<{ state: string }[]>`
      select state from observation_state where cluster_id = ${clusterId}::uuid and subject = ${subject}`;
    if (found === undefined) {
      throw new StoreProblem("not-found", {
        code: "unknown-subject",
        detail: `Nothing is known of "${subject}" on "${slug}".`,
      });
    }
    const row = { reason, by: actor.name, at: new Date(), state: found.state, until: until ? new Date(until) : null };
    await tx.acknowledgement.upsert({
      where: { clusterId_subject: { clusterId, subject } },
      create: { clusterId, subject, ...row },
      update: row,
    });
    await audit(tx, {
      ...traceOf(actor),
      action: "live.acknowledge",
      object: `cluster:${slug}`,
      after: { subject, reason },
    });
    return { subject, reason, by: actor.name, at: row.at.toISOString(), until: row.until?.toISOString() ?? null };
  });
}

/** Windows that have not ended, next first. */
export async function maintenanceOf(clusterId: string, slug: string): Promise<MaintenanceWindow[]> {
  const rows = await db().maintenance.findMany({
    where: { clusterId, toAt: { gt: new Date() } },
    orderBy: { fromAt: "asc" },
  });
  return rows.map(({ id, fromAt, toAt, reason, by }) => ({
    id,
    slug,
    from: fromAt.toISOString(),
    to: toAt.toISOString(),
    reason,
    by,
  }));
}

export async function listMaintenance(slug: string): Promise<MaintenanceWindow[]> {
  const { id } = await inTransaction((tx) => readRow(tx, slug));
  return maintenanceOf(id, slug);
}

interface Planning {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly actor: Actor;
}

export async function addMaintenance(slug: string, { from, to, reason, actor }: Planning): Promise<MaintenanceWindow> {
  if (Date.parse(to) <= Date.parse(from)) {
    throw new StoreProblem("invalid", {
      code: "empty-window",
      detail: "The window ends before it begins. Give an end after the start.",
    });
  }
  return inTransaction(async (tx) => {
    const { id: clusterId } = await readRow(tx, slug);
    const { id } = await tx.maintenance.create({
      data: { clusterId, fromAt: new Date(from), toAt: new Date(to), reason, by: actor.name },
    });
    await audit(tx, {
      ...traceOf(actor),
      action: "maintenance.add",
      object: `cluster:${slug}`,
      after: { from, to, reason },
    });
    return { id, slug, from, to, reason, by: actor.name };
  });
}

export async function removeMaintenance(id: string, actor: Actor): Promise<void> {
  await inTransaction(async (tx) => {
    const { count } = await tx.maintenance.deleteMany({ where: { id } });
    if (count === 0)
      throw new StoreProblem("not-found", {
        code: "unknown-window",
        detail: "There is no such maintenance window; it may have been removed.",
      });
    await audit(tx, { ...traceOf(actor), action: "maintenance.remove", object: `maintenance:${id}` });
  });
}
