import type { Thresholds } from "#lib/core/live/thresholds.ts";
import { pool } from "#lib/store/client.ts";
import { processMap } from "#lib/store/plan/process-map.ts";
import { readThresholds } from "#lib/store/settings.ts";
import { type PastedState, readPastedState } from "./state.ts";

interface Stamp {
  readonly clusterId: string;
  readonly slug: string;
  readonly version: number;
  readonly looks: number;
  readonly pastedAt: Date;
  readonly newestAt: Date;
}

interface Kept {
  readonly key: string;
  readonly state: PastedState;
}

/** The verdict over the outputs of a cluster has some hundred kB; of more clusters they are judged at every visit. */
const KEPT_MAX = 300;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
/** A live page asks again as often while what was pasted may still grow old. */
const YOUNG_EVERY_MS = 30 * SECOND_MS;
/** Later on nothing but the dates of certificates moves. */
const OLD_AFTER_MS = 20 * MINUTE_MS;
const OLD_EVERY_MS = 10 * MINUTE_MS;

const STAMPS = `SELECT "cluster_id" AS "clusterId", "slug", "version", count(*)::int AS looks, max("pasted_at") AS "pastedAt",
    max("at") AS "newestAt" FROM "pasted_look" JOIN "cluster" ON "cluster"."id" = "cluster_id"
  WHERE $1::uuid[] IS NULL OR "cluster_id" = ANY($1::uuid[]) GROUP BY 1, 2, 3`;

/** What was pasted of these clusters, or of all, judged as on their own pages at most half a minute ago. */
export async function readPastedFleet(
  clusterIds: readonly string[] | null,
  nowMs: number,
): Promise<ReadonlyMap<string, PastedState>> {
  const { rows } = await pool().query<Stamp>(STAMPS, [clusterIds]);
  if (rows.length === 0) return new Map();
  const thresholds = await readThresholds();
  const states = new Map<string, PastedState>();
  for (const stamp of rows) {
    const state = await judgedAt(stamp, thresholds, nowMs);
    if (state !== null) states.set(stamp.clusterId, state);
  }
  return states;
}

async function judgedAt(stamp: Stamp, thresholds: Thresholds, nowMs: number): Promise<PastedState | null> {
  const verdicts = processMap<Kept>("pasted-verdicts");
  const { clusterId, slug } = stamp;
  const key = keyOf(stamp, thresholds, nowMs);
  const kept = verdicts.get(clusterId);
  if (kept?.key === key) return kept.state;
  const state = await readPastedState(slug, clusterId, nowMs);
  verdicts.delete(clusterId);
  if (state !== null) verdicts.set(clusterId, { key, state });
  for (const oldest of verdicts.keys()) {
    if (verdicts.size <= KEPT_MAX) break;
    verdicts.delete(oldest);
  }
  return state;
}

/** Whatever the verdict depends on. */
function keyOf({ version, looks, pastedAt, newestAt }: Stamp, thresholds: Thresholds, nowMs: number): string {
  const everyMs = nowMs - newestAt.getTime() > OLD_AFTER_MS ? OLD_EVERY_MS : YOUNG_EVERY_MS;
  return JSON.stringify([version, looks, pastedAt, newestAt, thresholds, everyMs, Math.floor(nowMs / everyMs)]);
}
