import type { PastedSource } from "#lib/core/api/live.ts";
import { judgePasted, type PastedVerdict } from "#lib/core/pasted/judge/judge-pasted.ts";
import { recognisedIn } from "#lib/core/pasted/recognise.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { readHead } from "#lib/store/plan/rows.ts";
import { inTransaction } from "#lib/store/plan/transaction.ts";
import { readThresholds } from "#lib/store/settings.ts";
import { type PastedLook, readLooks } from "./looks.ts";

export interface PastedState {
  readonly verdict: Pick<PastedVerdict, "state" | "unknownCount" | "margin"> & {
    readonly facts: PastedVerdict["facts"][number][];
  };
  readonly sources: PastedSource[];
}

/** What was pasted of a cluster, judged as of this moment; null where nothing was. Never stored, so it cannot grow stale. */
export async function readPastedState(slug: string, clusterId: string, nowMs: number): Promise<PastedState | null> {
  const looks = await inTransaction((tx) => readLooks(tx, clusterId));
  if (looks.length === 0) return null;
  const [{ plan }, thresholds] = await Promise.all([inTransaction((tx) => readHead(tx, slug)), readThresholds()]);
  const { facts, state, unknownCount, margin } = judgePasted(
    looks.map(({ observation }) => observation),
    { plan: judgedBy(plan), thresholds, nowMs },
  );
  return { verdict: { facts: [...facts], state, unknownCount, margin }, sources: sourcesOf(looks) };
}

/** A plan without machines says nothing of the cluster's shape. */
export function judgedBy(plan: Plan): Plan | null {
  return plan.machines.length === 0 ? null : plan;
}

/** Each source once, as it was pasted last. */
function sourcesOf(looks: readonly PastedLook[]): PastedSource[] {
  const sources = new Map<string, PastedSource>();
  for (const { observation, pastedAtMs, pastedBy } of looks) {
    const [found] = recognisedIn(0, { sights: [observation], takenAtMs: null, notes: [] });
    if (found === undefined) continue;
    const { probe, target, atMs } = observation;
    sources.set(`${probe} ${target.name}`, {
      what: found.what,
      name: target.address,
      takenAtMs: atMs,
      pastedAtMs,
      pastedBy,
    });
  }
  return [...sources.values()];
}
