import { worstOf } from "#lib/core/live/roll-up.ts";
import { Fact, FactKind, PASTED, State } from "#lib/core/live/state.ts";
import { cellsOf, countFacts, type FactGroup, type LiveTile } from "#lib/core/live/tile.ts";
import { oldestPasted } from "#lib/core/pasted/judge/pasted-age.ts";
import { pool } from "#lib/store/client.ts";
import type { PastedPlace } from "#lib/store/clusters.ts";
import { lastBeat } from "./engines.ts";
import { readPastedFleet } from "./pasted/fleet.ts";
import type { PastedState } from "./pasted/state.ts";
import { readTiles, watchedState } from "./read-live.ts";

interface GroupRow {
  readonly clusterId: string;
  readonly kind: string;
  readonly state: string;
  readonly isReady: boolean;
  readonly count: number;
  readonly endsAt: Date | null;
}

interface PaceRow {
  readonly clusterId: string;
  readonly pollSeconds: number;
}

const GROUPS = `SELECT "cluster_id" AS "clusterId", "kind", "state",
    COALESCE("fact"->'values'->>'ready' = 'True', false) AS "isReady",
    count(*) FILTER (WHERE "subject" <> 'node/all')::int AS "count", min("expires_at") AS "endsAt"
  FROM "observation_state" WHERE "cluster_id" = ANY($1::uuid[]) GROUP BY 1, 2, 3, 4`;
const NAMED = `SELECT "cluster_id" AS "clusterId", "fact" FROM "observation_state"
  WHERE "cluster_id" = ANY($1::uuid[]) AND "kind" IN ('etcd-quorum', 'vip')`;

const PACES = `SELECT "cluster_id" AS "clusterId", ("detail"->>'pollSeconds')::float8 AS "pollSeconds"
  FROM "connection" WHERE "cluster_id" = ANY($1::uuid[])`;
const SECOND_MS = 1000;
const OLD_AFTER_POLLS = 3;
/** Ages of a large fleet are stored every ten seconds. */
const OLD_AFTER_LEAST_MS = 12_000;

/** One line of each of these clusters that an engine has looked at, or of which something was pasted. */
export async function listTiles(clusterIds: readonly string[]): Promise<ReadonlyMap<string, LiveTile>> {
  if (clusterIds.length === 0) return new Map();
  const [{ rows: paces }, pasted, engineBeatAtMs] = await Promise.all([
    pool().query<PaceRow>(PACES, [clusterIds]),
    readPastedFleet(clusterIds, Date.now()),
    lastBeat(),
  ]);
  const oldAfterOf = new Map(paces.map(({ clusterId, pollSeconds }) => [clusterId, oldAfterMs(pollSeconds)]));
  const engines = { oldAfterOf, engineBeatAtMs };
  const tiles = new Map(await watchedTiles(clusterIds, engines));
  for (const [clusterId, state] of pasted) {
    const tile = await withPastedIn(tiles.get(clusterId) ?? null, state, { clusterId, ...engines });
    if (tile !== null) tiles.set(clusterId, tile);
  }
  return tiles;
}

/** Where clusters of which something was pasted stand in a list with the worst first: bad news counts, good news is old. */
export async function pastedPlaces(): Promise<PastedPlace[]> {
  const fleet = await readPastedFleet(null, Date.now());
  const { rows } = await pool().query<PaceRow>(PACES, [[...fleet.keys()]]);
  const connected = new Set(rows.map(({ clusterId }) => clusterId));
  return Promise.all(
    [...fleet].map(async ([id, pasted]): Promise<PastedPlace> => {
      const { state, margin } = pasted.verdict;
      if (!connected.has(id)) return { id, rank: RANKS[state] ?? RANK_UNKNOWN, left: margin.low };
      const { facts } = await watchedState(id, pasted);
      const standsIn = worstOf(facts.filter(({ observer }) => observer === PASTED));
      return { id, rank: RANKS[standsIn.state] ?? null, left: null };
    }),
  );
}

const RANKS: Readonly<Partial<Record<State, number>>> = { critical: 0, warning: 1 };
const RANK_UNKNOWN = 2;

const oldAfterMs = (pollSeconds: number) => Math.max(OLD_AFTER_LEAST_MS, OLD_AFTER_POLLS * SECOND_MS * pollSeconds);

interface Engines {
  readonly engineBeatAtMs: number | null;
  /** Clusters that are connected, and when what an engine saw of them is old. */
  readonly oldAfterOf: ReadonlyMap<string, number>;
}

/** The same as the live page shows: where a connection has seen nothing, what was pasted stands in. */
async function withPastedIn(
  watched: LiveTile | null,
  pasted: PastedState,
  { clusterId, oldAfterOf, engineBeatAtMs }: Engines & { readonly clusterId: string },
): Promise<LiveTile | null> {
  const isConnected = oldAfterOf.has(clusterId);
  const { state, unknownCount, margin, facts } = isConnected ? await watchedState(clusterId, pasted) : pasted.verdict;
  const pastedAtMs = oldestPasted(facts);
  if (pastedAtMs === null && isConnected) return watched;
  return {
    state,
    unknownCount,
    margin,
    polledAtMs: isConnected ? (watched?.polledAtMs ?? null) : null,
    pastedAtMs,
    engineBeatAtMs,
    oldAfterMs: oldAfterOf.get(clusterId) ?? OLD_AFTER_LEAST_MS,
    cells: cellsOf(countFacts(facts)),
  };
}

/** Facts are counted where they lie. */
async function watchedTiles(
  clusterIds: readonly string[],
  { oldAfterOf, engineBeatAtMs }: Engines,
): Promise<readonly (readonly [string, LiveTile])[]> {
  const [tiles, groups, named] = await Promise.all([
    readTiles(clusterIds),
    pool().query<GroupRow>(GROUPS, [clusterIds]),
    pool().query<{ clusterId: string; fact: unknown }>(NAMED, [clusterIds]),
  ]);
  const facts = named.rows.map(({ clusterId, fact }) => ({ clusterId, fact: Fact.parse(fact) }));
  return tiles.map(({ clusterId, state, unknownCount, margin, polledAtMs }) => {
    const own = (kind: FactKind) =>
      facts.find((row) => row.clusterId === clusterId && row.fact.kind === kind)?.fact ?? null;
    const cells = cellsOf({
      groups: groups.rows.filter((row) => row.clusterId === clusterId).map(groupOf),
      quorum: own("etcd-quorum"),
      vip: own("vip"),
    });
    const ages = { polledAtMs, engineBeatAtMs, oldAfterMs: oldAfterOf.get(clusterId) ?? OLD_AFTER_LEAST_MS };
    return [clusterId, { state, unknownCount, margin, ...ages, pastedAtMs: null, cells }];
  });
}

function groupOf({ kind, state, isReady, count, endsAt }: GroupRow): FactGroup {
  return {
    kind: FactKind.parse(kind),
    state: State.parse(state),
    isReady,
    count,
    nextEndMs: endsAt?.getTime() ?? null,
  };
}
