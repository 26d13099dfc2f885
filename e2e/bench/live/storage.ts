import type pg from "pg";

/** What a month of one cluster takes. A look brings two samples: how long it took, and how what it saw was judged. */
export interface Stored {
  readonly bytesPerSample: number;
  readonly clusters: number;
  readonly samples: number;
}

const CLUSTERS = 3;
const DAYS = 30;
/** Long past, so that no engine takes it for its own. */
const START = "2019-01-01T00:00:00Z";
const POLL_SECONDS = 5;
/** Rounds between two looks, place by place, of a cluster with three masters and two balancers at the usual intervals. */
const EVERY_ROUNDS = [...Array(14).fill(1), ...Array(8).fill(2), 3, 4, 6, 6, ...Array(4).fill(12)].map(Number);
/** Thirty a day: a cluster that is worked on. */
const EVENTS = 900;
const SAMPLES_PER_LOOK = 2;

/** Writes a simulated month into the product's own tables, raw for as long as raw is kept, and measures them. */
export async function monthOf(database: pg.Client): Promise<Stored> {
  const before = await sizes(database);
  const { rows } = await database.query<{ id: string }>(`SELECT "cluster_id" AS id FROM "connection" LIMIT $1`, [
    CLUSTERS,
  ]);
  const clusterIds = rows.map(({ id }) => id);
  const series = await seriesOf(database, clusterIds);
  for (let day = 0; day <= DAYS; day += 1) {
    await database.query(`SELECT keep_latency_partitions($1::timestamptz + make_interval(days => $2), 24, 30)`, [
      START,
      day,
    ]);
  }
  await database.query(MINUTES, [START, series, EVERY_ROUNDS.length, DAYS]);
  await database.query(RAW, [START, series, EVERY_ROUNDS, DAYS]);
  await database.query(TRANSITIONS, [START, clusterIds, EVENTS]);
  const looks = EVERY_ROUNDS.reduce((sum, every) => sum + 1 / every, 0) * ((DAYS * 86_400) / POLL_SECONDS);
  const samples = clusterIds.length * looks * SAMPLES_PER_LOOK;
  const bytes = (await sizes(database)) - before;
  return { bytesPerSample: bytes / samples, clusters: clusterIds.length, samples };
}

async function seriesOf(database: pg.Client, clusterIds: readonly string[]): Promise<readonly number[]> {
  const { rows } = await database.query<{ id: number }>(
    `INSERT INTO "latency_series" ("cluster_id", "digest", "names")
     SELECT id, 'bench', ARRAY(SELECT 'etcd-status 10.0.0.1' || n || ':2379' FROM generate_series(1, $2) AS n)
     FROM unnest($1::uuid[]) AS id RETURNING "id"`,
    [clusterIds, EVERY_ROUNDS.length],
  );
  return rows.map(({ id }) => id);
}

/** Tables and indexes of the history, with all partitions. */
async function sizes(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class
     WHERE relkind = 'r' AND (relname ~ '^latency_(raw|1m)_' OR relname IN ('transition', 'latency_series'))`,
  );
  return Number(rows[0]?.bytes ?? 0);
}

/** A latency of 2 to 42 ms in tenths, new for each place: the reference to the row keeps it from being made once. */
const codeOf = (row: string): string => `(20 + random() * 400 + 0 * ${row})::smallint`;

/** In the order of time, as they come. */
const MINUTES = `INSERT INTO "latency_1m" ("at", "series", "mean", "max", "missed")
  SELECT $1::timestamptz + make_interval(mins => minute), series,
    ARRAY(SELECT ${codeOf("minute + 0 * series")} FROM generate_series(1, $3::int)),
    ARRAY(SELECT ${codeOf("minute + 0 * series")} FROM generate_series(1, $3::int)), NULL
  FROM generate_series(0, $4::int * 1440 - 1) AS minute, unnest($2::int[]) AS series`;
const RAW = `INSERT INTO "latency_raw" ("at", "series", "codes")
  SELECT $1::timestamptz + make_interval(days => $4::int) - make_interval(secs => 5 * (17280 - round)), series,
    ARRAY(SELECT CASE WHEN (round + 0 * series) % every = 0 THEN ${codeOf("round")} ELSE -2 END FROM unnest($3::int[]) AS every)
  FROM generate_series(0, 17279) AS round, unnest($2::int[]) AS series`;
const TRANSITIONS = `INSERT INTO "transition" ("cluster_id", "subject", "what", "at", "kind", "reason", "from", "to", "values", "epoch")
  SELECT id, 'etcd-member/8e9e05c52164694d', 'state', $1::timestamptz + make_interval(mins => n * 48), 'etcd-member', 'down',
    'ok', 'critical', '{"name": "bench-0001-master-1", "class": "down", "evidence": "connection refused"}', 0
  FROM unnest($2::uuid[]) AS id, generate_series(1, $3::int) AS n`;
