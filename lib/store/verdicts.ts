import type { ClusterSummary, ListedCluster } from "#lib/core/api/plans.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { type AnalyseOptions, analyse } from "#lib/core/survive/analyse.ts";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { TooManyNodes } from "#lib/core/survive/bdd/node-store.ts";
import { type Brief, briefOf } from "#lib/core/survive/words/brief.ts";
import { type Margin, marginOf } from "#lib/core/survive/words/margin.ts";
import { type ClusterQuery, listClusters } from "./clusters.ts";
import { listTiles, pastedPlaces } from "./live/tiles.ts";
import { processMap } from "./plan/process-map.ts";
import { readPlan } from "./plans.ts";

/** A margin or a brief has a few hundred bytes to some kB; this many clusters of one version each are kept. */
const KEPT_MAX = 2_000;

interface OfVersion<Value> {
  readonly version: number;
  readonly value: Value;
}

const margins = () => processMap<OfVersion<Margin>>("margins");
const briefs = () => processMap<OfVersion<Brief | null>>("briefs");

interface ListedPage {
  readonly rows: ListedCluster[];
  readonly nextCursor: string | null;
  readonly total: number;
}

/** The list of clusters with the margin of each, computed once per version of a plan and process, and its live line. */
export async function listMargins(query: ClusterQuery): Promise<ListedPage> {
  const pasted = query.sort === "worst" ? await pastedPlaces() : [];
  const page = await listClusters({ ...query, pasted });
  const tiles = await listTiles(page.rows.map(({ id }) => id));
  const rows: ListedCluster[] = [];
  for (const row of page.rows) rows.push({ ...row, margin: await marginAt(row), live: tiles.get(row.id) ?? null });
  return { ...page, rows };
}

async function marginAt({ id, slug, version }: ClusterSummary): Promise<Margin> {
  const kept = margins().get(id);
  if (kept?.version === version) return kept.value;
  const { plan } = await readPlan(slug, version);
  const analysis = analysisOf(plan, { candidates: false });
  const margin: Margin = analysis === null ? { kind: "unknown" } : marginOf(analysis);
  keep(margins(), id, { version, value: margin });
  return margin;
}

/** The verdict that fits on a card, of a cluster's plan at a version; null where the plan is too entangled to judge. */
export function briefAt({ id, version }: Pick<ClusterSummary, "id" | "version">, plan: Plan): Brief | null {
  const kept = briefs().get(id);
  if (kept?.version === version) return kept.value;
  const analysis = analysisOf(plan);
  const brief = analysis === null ? null : briefOf(analysis, plan.machines);
  keep(briefs(), id, { version, value: brief });
  return brief;
}

/** Null where the plan is too entangled to be analysed. */
export function analysisOf(plan: Plan, options: AnalyseOptions = {}): Analysis | null {
  try {
    return analyse(plan, options);
  } catch (error) {
    if (error instanceof TooManyNodes) return null;
    throw error;
  }
}

function keep<Value>(all: Map<string, Value>, id: string, value: Value): void {
  all.delete(id);
  all.set(id, value);
  for (const oldest of all.keys()) {
    if (all.size <= KEPT_MAX) return;
    all.delete(oldest);
  }
}
