import * as z from "zod";
import type { LiveView } from "#lib/core/api/live.ts";
import { refreshFact } from "#lib/core/live/delta/refresh-fact.ts";
import { worstOf } from "#lib/core/live/roll-up.ts";
import { Fact, Margin, State } from "#lib/core/live/state.ts";
import { withPasted } from "#lib/core/pasted/judge/stand-in.ts";
import { pool } from "#lib/store/client.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { type PastedState, readPastedState } from "#lib/store/live/pasted/state.ts";
import { acknowledgementsOf, maintenanceOf } from "./attention.ts";
import { lastBeat } from "./engines.ts";

const Tile = z.object({ seen: z.record(z.string(), z.number()), gauges: z.record(z.string(), z.number()) });

/** The newest of a cluster that an engine stored, less its facts. */
export interface LiveTile {
  readonly clusterId: string;
  readonly slug: string;
  readonly state: State;
  readonly unknownCount: number;
  readonly margin: Margin;
  readonly seen: Readonly<Record<string, number>>;
  readonly gauges: Readonly<Record<string, number>>;
  readonly polledAtMs: number;
}

const TILES = `SELECT "cluster_id" AS "clusterId", "slug", "state", "unknown_count" AS "unknownCount", "margin", "tile",
    "polled_at" AS "polledAt" FROM "live_cluster" JOIN "cluster" ON "cluster"."id" = "live_cluster"."cluster_id"`;

interface TileRow {
  readonly clusterId: string;
  readonly slug: string;
  readonly state: string;
  readonly unknownCount: number;
  readonly margin: unknown;
  readonly tile: unknown;
  readonly polledAt: Date;
}

function tileOf({ clusterId, slug, unknownCount, polledAt, ...row }: TileRow): LiveTile {
  return {
    clusterId,
    slug,
    unknownCount,
    state: State.parse(row.state),
    margin: Margin.parse(row.margin),
    ...Tile.parse(row.tile),
    polledAtMs: polledAt.getTime(),
  };
}

/** Tiles of these clusters, or of all. */
export async function readTiles(clusterIds: readonly string[] | null): Promise<readonly LiveTile[]> {
  const { rows } =
    clusterIds === null
      ? await pool().query<TileRow>(TILES)
      : await pool().query<TileRow>(`${TILES} WHERE "cluster_id" = ANY($1::uuid[])`, [clusterIds]);
  return rows.map(tileOf);
}

/** Tiles that were stored for a look after this instant of the engines' clock. */
export async function readTilesSince(sinceMs: number): Promise<readonly LiveTile[]> {
  const { rows } = await pool().query<TileRow>(`${TILES} WHERE "polled_at" > to_timestamp($1::float8 / 1000)`, [
    sinceMs,
  ]);
  return rows.map(tileOf);
}

export interface StoredFact {
  readonly clusterId: string;
  readonly updatedAtMs: number;
  readonly fact: Fact;
}

/** Facts of these clusters that were written after an instant of the engines' clock. */
export async function readFactsSince(clusterIds: readonly string[], sinceMs: number): Promise<readonly StoredFact[]> {
  const { rows } = await pool().query<{ clusterId: string; updatedAt: Date; fact: unknown }>(
    `SELECT "cluster_id" AS "clusterId", "updated_at" AS "updatedAt", "fact" FROM "observation_state"
     WHERE "cluster_id" = ANY($1::uuid[]) AND "updated_at" >= to_timestamp($2::float8 / 1000) ORDER BY "subject"`,
    [clusterIds, sinceMs],
  );
  return rows.map(({ clusterId, updatedAt, fact }) => ({
    clusterId,
    updatedAtMs: updatedAt.getTime(),
    fact: Fact.parse(fact),
  }));
}

/** Everything known of one live cluster, with the newest figures and ages in each fact, and what was pasted of it. */
export async function readLive(slug: string): Promise<LiveView> {
  const { rows } = await pool().query<{ id: string; isConnected: boolean }>(
    `SELECT "id", EXISTS (SELECT 1 FROM "connection" WHERE "cluster_id" = "id") AS "isConnected" FROM "cluster" WHERE "slug" = $1`,
    [slug],
  );
  const [cluster] = rows;
  if (cluster === undefined) throw missing("unknown-cluster", `There is no cluster "${slug}".`);
  const { id, isConnected } = cluster;
  const nowMs = Date.now();
  const [pasted, beatAtMs, acknowledgements, maintenance] = await Promise.all([
    readPastedState(slug, id, nowMs),
    lastBeat(),
    acknowledgementsOf(id),
    maintenanceOf(id, slug),
  ]);
  if (!isConnected && pasted === null)
    throw missing("no-connection", `The cluster "${slug}" is not connected. Store a connection first.`);
  const about = { slug, atMs: nowMs, engineBeatAtMs: beatAtMs, isConnected, acknowledgements, maintenance };
  if (!isConnected && pasted !== null) return { ...about, ...pasted.verdict, pasted: pasted.sources };
  return { ...about, ...(await watchedState(id, pasted)) };
}

type Known = Pick<LiveView, "state" | "unknownCount" | "margin" | "facts" | "pasted">;

/** What the engine stored; where it has seen nothing, what was pasted stands in. */
export async function watchedState(clusterId: string, pasted: PastedState | null): Promise<Known> {
  const { tile, stored } = await readWatched(clusterId);
  const live = stored.map((fact) => (tile === undefined ? fact : refreshFact(fact, tile)));
  const facts = [...withPasted(live, pasted?.verdict.facts ?? [])];
  const { state, unknownCount } = pasted === null ? (tile ?? { state: "unknown", unknownCount: 0 }) : worstOf(facts);
  return {
    state,
    unknownCount,
    margin: tile?.margin ?? { low: null, high: null, planned: null, next: [] },
    facts,
    pasted: pasted?.sources ?? [],
  };
}

/** One statement for both: a report that is written between two reads would give its facts beside an older verdict. */
async function readWatched(clusterId: string): Promise<{ tile: LiveTile | undefined; stored: readonly Fact[] }> {
  const { rows } = await pool().query<Nullable<TileRow> & { facts: unknown }>(
    `SELECT "live".*,
       (SELECT COALESCE(jsonb_agg("fact" ORDER BY "subject"), '[]') FROM "observation_state" WHERE "cluster_id" = $1) AS "facts"
     FROM (VALUES ($1::uuid)) AS "asked" ("id") LEFT JOIN (${TILES}) AS "live" ON "live"."clusterId" = "asked"."id"`,
    [clusterId],
  );
  const [row] = rows;
  return { tile: isTileRow(row) ? tileOf(row) : undefined, stored: z.array(Fact).parse(row?.facts ?? []) };
}

type Nullable<Row> = { readonly [Name in keyof Row]: Row[Name] | null };

function isTileRow(row: Nullable<TileRow> | undefined): row is TileRow {
  return row !== undefined && row.clusterId !== null;
}

function missing(code: string, detail: string): StoreProblem {
  return new StoreProblem("not-found", { code, detail });
}
