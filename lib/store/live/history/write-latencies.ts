import { createHash } from "node:crypto";
import type pg from "pg";
import { latencyCode } from "./latency-code.ts";

/** Places whose latencies are stored together, in the order of their values; made once per watch. */
export interface LatencySeries {
  readonly names: readonly string[];
  readonly digest: string;
}

/** Latencies of one round in ms, in the order of the names; NaN = missed, null = not looked at in this round. */
export interface LatencyRound {
  readonly atMs: number;
  readonly series: LatencySeries;
  readonly valuesMs: readonly (number | null)[];
}

interface Measured {
  readonly clusterId: string;
  readonly latencies: readonly LatencyRound[];
}

/** What PostgreSQL says of a row that no partition takes. */
const NO_PARTITION = "23514";

export function latencySeries(names: readonly string[]): LatencySeries {
  return { names, digest: createHash("sha256").update(JSON.stringify(names)).digest("base64url") };
}

/** Writes every round as one row. A clock that jumped past all partitions costs these rows, never the facts. */
export async function writeLatencies(client: pg.PoolClient, reports: readonly Measured[]): Promise<void> {
  const rounds = reports.flatMap(({ clusterId, latencies }) => latencies.map((round) => ({ clusterId, ...round })));
  if (rounds.length === 0) return;
  const ids = await seriesIds(client, rounds);
  await client.query("SAVEPOINT latencies");
  try {
    await client.query({
      name: "live-latencies",
      text: `INSERT INTO "latency_raw" ("at", "series", "codes")
        SELECT to_timestamp(at / 1000), series, codes::smallint[]
        FROM unnest($1::float8[], $2::int[], $3::text[]) AS given(at, series, codes)`,
      values: [
        rounds.map(({ atMs }) => atMs),
        rounds.map(({ clusterId, series }) => ids.get(keyOf(clusterId, series.digest)) ?? null),
        // An array of arrays of different lengths is no PostgreSQL value; each goes as its text.
        rounds.map(({ valuesMs }) => `{${valuesMs.map(latencyCode).join(",")}}`),
      ],
    });
    await client.query("RELEASE SAVEPOINT latencies");
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause && cause.code === NO_PARTITION)) throw cause;
    await client.query("ROLLBACK TO SAVEPOINT latencies");
  }
}

interface Named {
  readonly clusterId: string;
  readonly series: LatencySeries;
}

/** Ids of the lists of names, made where they are new; asked anew each time, since a rolled back one does not exist. */
async function seriesIds(client: pg.PoolClient, rounds: readonly Named[]): Promise<ReadonlyMap<string, number>> {
  const wanted = [
    ...new Map(rounds.map((round) => [keyOf(round.clusterId, round.series.digest), round] as const)).values(),
  ];
  const known = await findSeries(client, wanted);
  const missing = wanted.filter(({ clusterId, series }) => !known.has(keyOf(clusterId, series.digest)));
  if (missing.length === 0) return known;
  await client.query(
    `INSERT INTO "latency_series" ("cluster_id", "digest", "names")
     SELECT id, digest, names::text[] FROM unnest($1::uuid[], $2::text[], $3::text[]) AS given(id, digest, names)
     ON CONFLICT DO NOTHING`,
    [
      missing.map(({ clusterId }) => clusterId),
      missing.map(({ series }) => series.digest),
      missing.map(({ series }) => arrayText(series.names)),
    ],
  );
  return findSeries(client, wanted);
}

async function findSeries(client: pg.PoolClient, wanted: readonly Named[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: number; clusterId: string; digest: string }>({
    name: "live-latency-series",
    text: `SELECT "id", "latency_series"."cluster_id" AS "clusterId", "latency_series"."digest" FROM "latency_series"
      JOIN unnest($1::uuid[], $2::text[]) AS given(cluster_id, digest)
        ON "latency_series"."cluster_id" = given.cluster_id AND "latency_series"."digest" = given.digest`,
    values: [wanted.map(({ clusterId }) => clusterId), wanted.map(({ series }) => series.digest)],
  });
  return new Map(rows.map(({ id, clusterId, digest }) => [keyOf(clusterId, digest), id]));
}

const keyOf = (clusterId: string, digest: string): string => `${clusterId} ${digest}`;

/** A text array as PostgreSQL reads it: JSON's escapes of quote and backslash are its own. */
const arrayText = (names: readonly string[]): string => `{${names.map((name) => JSON.stringify(name)).join(",")}}`;
