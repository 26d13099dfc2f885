import { canonicalIp } from "#lib/core/plan/address.ts";
import { Plan } from "#lib/core/plan/plan.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { keptHead } from "./heads.ts";
import { storableJson } from "./storable.ts";
import type { Tx } from "./transaction.ts";

/** The row of a cluster without its machines. */
export interface ClusterRow {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly frame: unknown;
}

export function noCluster(slug: string): StoreProblem {
  return new StoreProblem("not-found", {
    code: "unknown-cluster",
    detail: `There is no cluster "${slug}". It may have been deleted; look at the list of clusters.`,
    extra: { values: { slug } },
  });
}

/** Locks the cluster for the rest of the transaction. */
export async function lockCluster(tx: Tx, slug: string): Promise<ClusterRow> {
  const rows = await tx.$queryRaw<ClusterRow[]>`
    select id, slug, version, updated_at as "updatedAt", updated_by as "updatedBy", frame
    from cluster where slug = ${slug} for update`;
  const row = rows[0];
  if (row === undefined) throw noCluster(slug);
  return row;
}

export async function readRow(tx: Tx, slug: string): Promise<ClusterRow> {
  const rows = await tx.$queryRaw<ClusterRow[]>`
    select id, slug, version, updated_at as "updatedAt", updated_by as "updatedBy", frame
    from cluster where slug = ${slug}`;
  const row = rows[0];
  if (row === undefined) throw noCluster(slug);
  return row;
}

/** The cluster and its plan at one instant; machines are read only when this process does not hold that version. */
export async function readHead(tx: Tx, slug: string): Promise<{ readonly row: ClusterRow; readonly plan: Plan }> {
  const row = await readRow(tx, slug);
  const kept = keptHead(row.id, row.version);
  return kept === null ? readWhole(tx, slug) : { row, plan: kept };
}

/** The plan of a locked cluster. */
export async function headOf(tx: Tx, row: ClusterRow): Promise<Plan> {
  return keptHead(row.id, row.version) ?? (await readWhole(tx, row.slug)).plan;
}

// One statement sees one snapshot, so that row and machines belong together without a lock. One text value
// for all machines is several times faster to read than one row each.
async function readWhole(tx: Tx, slug: string): Promise<{ readonly row: ClusterRow; readonly plan: Plan }> {
  const rows = await tx.$queryRaw<(ClusterRow & { readonly machines: string })[]>`
    select id, slug, version, updated_at as "updatedAt", updated_by as "updatedBy", frame,
      (select coalesce(jsonb_agg(m.detail order by m."order", m.id collate "C"), '[]')::text
       from machine m where m.cluster_id = cluster.id) as machines
    from cluster where slug = ${slug}`;
  const found = rows[0];
  if (found === undefined) throw noCluster(slug);
  const { machines, ...row } = found;
  return { row, plan: Plan.parse(Object.assign({}, row.frame, { machines: JSON.parse(machines) })) };
}

/** Everything of a plan but its machines. */
export function frameOf(plan: Plan): Omit<Plan, "machines"> {
  const { machines: _machines, ...frame } = plan;
  return frame;
}

/**
 * Brings the rows of these machines in line with the plan. All old rows go before a new one comes, so that two
 * machines can swap names or addresses in one step under the unique indexes.
 */
export async function writeMachines(
  tx: Tx,
  { clusterId, machineIds, plan }: { clusterId: string; machineIds: ReadonlySet<string>; plan: Plan },
): Promise<void> {
  if (machineIds.size === 0) return;
  await tx.$executeRaw`delete from machine where cluster_id = ${clusterId}::uuid and id = any(${[...machineIds]})`;
  const machines = plan.machines.filter((machine) => machineIds.has(machine.id));
  if (machines.length === 0) return;
  const addresses = machines.flatMap((machine) =>
    machine.ips.map((ip, position) => ({ machineId: machine.id, ip: canonicalIp(ip), position })),
  );
  await tx.$executeRaw`
    with added as (
      insert into machine (cluster_id, id, "order", hostname, roles, zone, rack, cpu_cores, memory_mib, detail)
      select ${clusterId}::uuid, m->>'id', (m->>'order')::float8, m->>'hostname',
        array(select jsonb_array_elements_text(m->'roles')), m->>'zone', m->>'rack',
        (m->>'cpuCores')::int, least((m->>'memoryMiB')::float8, 2147483647)::int, m
      from jsonb_array_elements(${storableJson(machines)}::jsonb) m
    )
    insert into machine_address (cluster_id, machine_id, ip, position)
    select ${clusterId}::uuid, a."machineId", a.ip, a.position
    from jsonb_to_recordset(${storableJson(addresses)}::jsonb) a("machineId" text, ip text, position int)`;
}
