import * as z from "zod";
import type { Observation } from "#lib/core/live/observation.ts";
import { db } from "#lib/store/client.ts";
import { mendedJson } from "#lib/store/live/mend.ts";
import type { Tx } from "#lib/store/plan/transaction.ts";

/** Ages of leases are differences between two looks; a third one says nothing that these do not. */
const LOOKS_PER_SOURCE = 2;
/** A cluster of 500 masters has fewer sources: five of each would do. */
const LOOKS_PER_CLUSTER = 1000;
/** Counted up when the shape of an observation changes: what an older version wrote is left out, not misread. */
const SHAPE = 1;

export interface PastedLook {
  readonly observation: Observation;
  readonly pastedAtMs: number;
  readonly pastedBy: string;
}

/** Adds looks to those that were pasted before; of each source the newest two stay. */
export async function addLooks(tx: Tx, clusterId: string, looks: readonly PastedLook[]): Promise<void> {
  const rows = looks.slice(0, LOOKS_PER_CLUSTER).map(({ observation, pastedAtMs, pastedBy }) => ({
    clusterId,
    probe: observation.probe,
    target: `${observation.target.way} ${observation.target.name}`,
    at: new Date(observation.atMs),
    look: JSON.parse(mendedJson({ shape: SHAPE, observation })),
    pastedAt: new Date(pastedAtMs),
    pastedBy,
  }));
  // The same output pasted again replaces itself.
  for (const { probe, target, at } of rows) await tx.pastedLook.deleteMany({ where: { clusterId, probe, target, at } });
  await tx.pastedLook.createMany({ data: rows, skipDuplicates: true });
  await tx.$executeRaw`
    delete from pasted_look using (
      select ctid as place, row_number() over (partition by probe, target order by "at" desc) as nth,
        row_number() over (order by pasted_at desc, "at" desc) as rank
      from pasted_look where cluster_id = ${clusterId}::uuid) as old
    where pasted_look.ctid = old.place and (nth > ${LOOKS_PER_SOURCE} or rank > ${LOOKS_PER_CLUSTER})`;
}

/** What was pasted of a cluster, oldest look first. */
export async function readLooks(tx: Tx, clusterId: string): Promise<readonly PastedLook[]> {
  const rows = await tx.pastedLook.findMany({ where: { clusterId }, orderBy: { at: "asc" } });
  return rows.flatMap(({ look, pastedAt, pastedBy }) => {
    const stored = Stored.safeParse(look);
    if (!stored.success) return [];
    return [{ observation: asObservation(stored.data.observation), pastedAtMs: pastedAt.getTime(), pastedBy }];
  });
}

/** Whether anything was pasted of a cluster; a page asks before it draws anything. */
export async function hasPasted(slug: string): Promise<boolean> {
  return (await db().pastedLook.findFirst({ where: { cluster: { slug } }, select: { probe: true } })) !== null;
}

const Stored = z.object({ shape: z.literal(SHAPE), observation: z.unknown() });

function asObservation(observation: unknown): Observation {
  // Only `addLooks` writes here, and the number of its shape has just been compared.
  return observation as Observation;
}
