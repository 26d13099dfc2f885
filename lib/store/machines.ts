import * as z from "zod";
import { type InventoryRow, InventoryRow as Row } from "#lib/core/api/plans.ts";
import type { Role } from "#lib/core/plan/machine.ts";
import { badCursor, readCursor, writeCursor } from "./cursor.ts";
import { Prisma } from "./generated/client.ts";
import { inTransaction } from "./plan/transaction.ts";

interface MachineQuery {
  /** Part of a host name or of an address. */
  readonly q?: string | undefined;
  readonly slug?: string | undefined;
  readonly role?: Role | undefined;
  /** Only machines whose name or address another cluster has too. */
  readonly onlyDuplicates?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface MachinePage {
  readonly rows: InventoryRow[];
  readonly nextCursor: string | null;
  readonly total: number;
}

interface FoundRow extends InventoryRow {
  readonly key: readonly string[];
}

// Names and addresses are unique inside a cluster, so a second holder is always in another one.
const IS_DUPLICATE = Prisma.sql`(
  m.hostname in (select hostname from machine group by hostname having count(*) > 1)
  or (m.cluster_id, m.id) in (select cluster_id, machine_id from machine_address
    where ip in (select ip from machine_address group by ip having count(*) > 1)))`;

/** Machines of all clusters and of `unassigned`, by host name. */
export async function listMachines(query: MachineQuery): Promise<MachinePage> {
  const { cursor, limit } = query;
  const matches = Prisma.join(conditionsOf(query), " and ");
  return inTransaction(async (tx) => {
    // The page is cut before anything is read that the order does not need. Counting, unlike `exists` with a join,
    // stays an index look-up per row even right after an import, when the planner has no statistics yet.
    const found = await tx.$queryRaw<FoundRow[]>`
      with page as materialized (
        select m.hostname, m.cluster_id, m.id from machine m
        where ${matches} and ${placeOf(cursor)} order by m.hostname, m.cluster_id, m.id limit ${limit + 1}
      )
      select c.slug, c.name as "clusterName", m.detail as machine, array[p.hostname, p.cluster_id::text, p.id] as key,
        (select count(*) from machine o where o.hostname = p.hostname) > 1 as "isDuplicateName",
        exists (select from machine_address a where a.cluster_id = p.cluster_id and a.machine_id = p.id
          and (select count(*) from machine_address b where b.ip = a.ip) > 1) as "isDuplicateIp"
      from page p join machine m on m.cluster_id = p.cluster_id and m.id = p.id join cluster c on c.id = p.cluster_id
      order by p.hostname, p.cluster_id, p.id`;
    const counted = await tx.$queryRaw<{ total: number }[]>`
      select count(*)::int as total from machine m where ${matches}`;
    const last = found[limit - 1];
    return {
      rows: found.slice(0, limit).map((row) => Row.strip().parse(row)),
      nextCursor: found.length > limit && last !== undefined ? writeCursor(last.key) : null,
      total: counted[0]?.total ?? 0,
    };
  });
}

const CLUSTER_ID = z.uuid();

function placeOf(cursor: string | undefined): Prisma.Sql {
  const key = readCursor(cursor, 3);
  if (key === null) return Prisma.sql`true`;
  const [hostname, clusterId, id] = key;
  if (!CLUSTER_ID.safeParse(clusterId).success) throw badCursor();
  return Prisma.sql`(m.hostname, m.cluster_id, m.id) > (${hostname}, ${clusterId}::uuid, ${id})`;
}

/** What a part of an address can be made of; other text is looked for in names only. */
const ADDRESS_PART = /^[0-9a-f.:]+$/i;

function conditionsOf({ q = "", slug, role, onlyDuplicates = false }: MachineQuery): Prisma.Sql[] {
  return [
    Prisma.sql`true`,
    ...(q.trim() === "" ? [] : [textCondition(q.trim())]),
    ...(slug === undefined ? [] : [Prisma.sql`m.cluster_id = (select id from cluster where slug = ${slug})`]),
    ...(role === undefined ? [] : [Prisma.sql`${role} = any(m.roles)`]),
    ...(onlyDuplicates ? [IS_DUPLICATE] : []),
  ];
}

function textCondition(q: string): Prisma.Sql {
  const like = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  if (!ADDRESS_PART.test(q)) return Prisma.sql`m.hostname ilike ${like}`;
  return Prisma.sql`(m.hostname ilike ${like} or (m.cluster_id, m.id) in
    (select cluster_id, machine_id from machine_address where ip ilike ${like}))`;
}
