import type { ClusterSummary, ListedCluster } from "#lib/core/api/plans.ts";
import { analyse } from "#lib/core/survive/analyse.ts";
import { type Margin, marginOf } from "#lib/core/survive/words/margin.ts";
import { type ClusterQuery, listClusters } from "./clusters.ts";
import { processMap } from "./plan/process-map.ts";
import { readPlan } from "./plans.ts";

/** A margin is a few hundred bytes; this many clusters of one version each are kept. */
const KEPT_MAX = 5_000;

const margins = () => processMap<{ readonly version: number; readonly margin: Margin }>("margins");

interface ListedPage {
  readonly rows: ListedCluster[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The list of clusters with the margin of each: computed once per version of a plan and process, never stored. */
export async function listMargins(query: ClusterQuery): Promise<ListedPage> {
  const page = await listClusters(query);
  const rows: ListedCluster[] = [];
  for (const row of page.rows) rows.push({ ...row, margin: await marginAt(row) });
  return { ...page, rows };
}

async function marginAt({ id, slug, version }: ClusterSummary): Promise<Margin> {
  const kept = margins().get(id);
  if (kept?.version === version) return kept.margin;
  const { plan } = await readPlan(slug, version);
  const margin = marginOf(analyse(plan, { candidates: false }));
  keep(id, version, margin);
  return margin;
}

function keep(id: string, version: number, margin: Margin): void {
  const all = margins();
  all.delete(id);
  all.set(id, { version, margin });
  for (const oldest of all.keys()) {
    if (all.size <= KEPT_MAX) return;
    all.delete(oldest);
  }
}
