import { Fact, FactKind, State } from "#lib/core/live/state.ts";
import { cellsOf, type FactGroup, type LiveTile } from "#lib/core/live/tile.ts";
import { pool } from "#lib/store/client.ts";
import { readTiles } from "./read-live.ts";

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

/** One line of each of these clusters that an engine has looked at; facts are counted where they lie. */
export async function listTiles(clusterIds: readonly string[]): Promise<ReadonlyMap<string, LiveTile>> {
  if (clusterIds.length === 0) return new Map();
  const [tiles, paces, groups, named] = await Promise.all([
    readTiles(clusterIds),
    pool().query<PaceRow>(PACES, [clusterIds]),
    pool().query<GroupRow>(GROUPS, [clusterIds]),
    pool().query<{ clusterId: string; fact: unknown }>(NAMED, [clusterIds]),
  ]);
  const facts = named.rows.map(({ clusterId, fact }) => ({ clusterId, fact: Fact.parse(fact) }));
  const pollOf = new Map(paces.rows.map(({ clusterId, pollSeconds }) => [clusterId, pollSeconds]));
  return new Map(
    tiles.map(({ clusterId, state, unknownCount, margin, polledAtMs }) => {
      const own = (kind: FactKind) =>
        facts.find((row) => row.clusterId === clusterId && row.fact.kind === kind)?.fact ?? null;
      const cells = cellsOf({
        groups: groups.rows.filter((row) => row.clusterId === clusterId).map(groupOf),
        quorum: own("etcd-quorum"),
        vip: own("vip"),
      });
      const oldAfterMs = Math.max(OLD_AFTER_LEAST_MS, OLD_AFTER_POLLS * SECOND_MS * (pollOf.get(clusterId) ?? 0));
      return [clusterId, { state, unknownCount, margin, polledAtMs, oldAfterMs, cells }];
    }),
  );
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
