import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "#lib/sim/fault.ts";
import { pool } from "#lib/store/client.ts";
import { type Site, until } from "./site.ts";

/** Phases of the looks are spread over the interval: faults that come at this pace meet all of them. */
const NEXT_MS = 170;
const LOOK_EVERY_MS = 50;
const GIVE_UP_MS = 60_000;

const FAULTS: readonly ((host: string) => Fault)[] = [
  (host) => ({ fault: "api-refused", host }),
  (host) => ({ fault: "api-hung", host }),
];

/** Fails the API server of each of these clusters in turn; from the fault to the row that says so, ms. */
export async function detectEach(site: Site, names: readonly string[]): Promise<readonly number[]> {
  const failedAt = new Map<string, number>();
  const took: number[] = [];
  const failing = failEach(site, names, failedAt);
  await until(
    "every fault is in the history",
    async () => {
      for (const slug of await toldOf(failedAt)) {
        took.push(Date.now() - (failedAt.get(slug) ?? 0));
        failedAt.delete(slug);
      }
      await sleep(LOOK_EVERY_MS);
      return took.length === names.length;
    },
    GIVE_UP_MS + names.length * NEXT_MS,
  );
  await failing;
  return took;
}

async function failEach(site: Site, names: readonly string[], failedAt: Map<string, number>): Promise<void> {
  for (const [at, name] of names.entries()) {
    const fault = FAULTS[at % FAULTS.length]?.(site.sim.layout(name).masters[0]?.host ?? "");
    if (fault === undefined) continue;
    failedAt.set(name, Date.now());
    await site.sim.fault(name, fault);
    await sleep(NEXT_MS);
  }
}

/** Those of which the history says by now that their API server has failed. */
async function toldOf(failedAt: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const { rows } = await pool().query<{ slug: string }>(
    `SELECT DISTINCT "slug" FROM unnest($1::text[], $2::float8[]) AS failed("slug", "atMs")
     JOIN "cluster" USING ("slug") JOIN "transition" ON "transition"."cluster_id" = "cluster"."id"
     WHERE "kind" = 'api-server' AND "what" = 'state' AND "to" <> 'ok' AND "at" >= to_timestamp("atMs" / 1000)`,
    [[...failedAt.keys()], [...failedAt.values()]],
  );
  return rows.map(({ slug }) => slug);
}
