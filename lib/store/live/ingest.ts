import type pg from "pg";
import type { Fact, Margin, State, Transition } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";
import { LIVE_CHANNEL } from "./channels.ts";
import { type LatencyRound, writeLatencies } from "./history/write-latencies.ts";
import { mendedJson, mendedText } from "./mend.ts";
import type { HeldShard } from "./shards.ts";

/** PostgreSQL refuses a payload of 8,000 bytes. */
const PAYLOAD_MAX_BYTES = 4000;

/** What one cluster's watch has to say since its last write. */
export interface ClusterReport {
  readonly clusterId: string;
  readonly shard: HeldShard;
  readonly atMs: number;
  readonly state: State;
  readonly unknownCount: number;
  readonly margin: Margin;
  /** Last sight by source, ms since the epoch: brings the age of facts that did not change. */
  readonly seen: Readonly<Record<string, number>>;
  /** Numbers that move all the time, by `<subject> <name>`. */
  readonly gauges: Readonly<Record<string, number>>;
  /** Facts that are new or changed, and subjects that are gone. */
  readonly facts: readonly Fact[];
  readonly removed: readonly string[];
  readonly transitions: readonly Transition[];
  /** Rounds since the last report, oldest first. */
  readonly latencies: readonly LatencyRound[];
}

export interface Written {
  /** Shards whose epoch has moved on: somebody else holds them, and nothing of theirs was written. */
  readonly stale: readonly HeldShard[];
}

/**
 * Writes a batch as one transaction, rings the doorbell once, and skips every cluster whose shard has a newer holder.
 * Writing the same batch again changes nothing but the clock of the rows.
 */
export async function writeReports(reports: readonly ClusterReport[]): Promise<Written> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const { current, stale } = await fence(client, reports);
    if (current.length > 0) {
      await writeTiles(client, current);
      await writeFacts(client, current);
      await removeFacts(client, current);
      await writeTransitions(client, current);
      await writeLatencies(client, current);
      const news = current.filter(hasNews);
      if (news.length > 0) await client.query("SELECT pg_notify($1, $2)", [LIVE_CHANNEL, doorbell(news)]);
    }
    await client.query("COMMIT");
    client.release();
    return { stale };
  } catch (cause) {
    // The connection may be the thing that broke: it is thrown away with whatever it had begun.
    client.release(true);
    throw cause;
  }
}

interface Fenced {
  readonly current: readonly ClusterReport[];
  readonly stale: readonly HeldShard[];
}

/** The share lock keeps `takeShards` of another engine waiting until this batch is in, so none can straddle a change. */
async function fence(client: pg.PoolClient, reports: readonly ClusterReport[]): Promise<Fenced> {
  const shards = [...new Map(reports.map(({ shard }) => [shard.number, shard])).values()];
  const { rows } = await client.query<{ number: number; epoch: string }>({
    name: "live-fence",
    text: `SELECT "number", "epoch" FROM "shard" WHERE "number" = ANY($1::int[]) ORDER BY "number" FOR SHARE`,
    values: [shards.map(({ number }) => number)],
  });
  const epochs = new Map(rows.map(({ number, epoch }) => [number, Number(epoch)]));
  const isCurrent = ({ number, epoch }: HeldShard) => epochs.get(number) === epoch;
  return {
    current: await known(
      client,
      reports.filter(({ shard }) => isCurrent(shard)),
    ),
    stale: shards.filter((shard) => !isCurrent(shard)),
  };
}

/** A cluster deleted since would fail the whole batch; locking its row keeps it until the batch is in. */
async function known(client: pg.PoolClient, reports: readonly ClusterReport[]): Promise<readonly ClusterReport[]> {
  const { rows } = await client.query<{ id: string }>({
    name: "live-known",
    text: `SELECT "cluster_id" AS id FROM "connection" WHERE "cluster_id" = ANY($1::uuid[])`,
    values: [reports.map(({ clusterId }) => clusterId)],
  });
  const ids = new Set(rows.map(({ id }) => id));
  return reports.filter(({ clusterId }) => ids.has(clusterId));
}

async function writeTiles(client: pg.PoolClient, reports: readonly ClusterReport[]): Promise<void> {
  await client.query({
    name: "live-tiles",
    text: `INSERT INTO "live_cluster" ("cluster_id", "state", "unknown_count", "margin", "tile", "polled_at", "epoch")
      SELECT id, state, unknown, margin, tile, to_timestamp(at / 1000), epoch
      FROM unnest($1::uuid[], $2::text[], $3::int[], $4::jsonb[], $5::jsonb[], $6::float8[], $7::bigint[])
        AS given(id, state, unknown, margin, tile, at, epoch)
      ON CONFLICT ("cluster_id") DO UPDATE SET "state" = EXCLUDED."state", "unknown_count" = EXCLUDED."unknown_count",
        "margin" = EXCLUDED."margin", "tile" = EXCLUDED."tile", "polled_at" = EXCLUDED."polled_at",
        "epoch" = EXCLUDED."epoch"`,
    values: [
      reports.map(({ clusterId }) => clusterId),
      reports.map(({ state }) => state),
      reports.map(({ unknownCount }) => unknownCount),
      reports.map(({ margin }) => mendedJson(margin)),
      reports.map(({ seen, gauges }) => mendedJson({ seen, gauges })),
      reports.map(({ atMs }) => atMs),
      reports.map(({ shard }) => shard.epoch),
    ],
  });
}

async function writeFacts(client: pg.PoolClient, reports: readonly ClusterReport[]): Promise<void> {
  const rows = reports.flatMap(({ clusterId, facts, atMs }) => facts.map((fact) => ({ clusterId, fact, atMs })));
  if (rows.length === 0) return;
  await client.query({
    name: "live-facts",
    text: `INSERT INTO "observation_state" ("cluster_id", "subject", "kind", "state", "fact", "expires_at", "updated_at")
      SELECT id, subject, kind, state, fact, to_timestamp(expires / 1000), to_timestamp(at / 1000)
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::float8[], $7::float8[])
        AS given(id, subject, kind, state, fact, expires, at)
      ON CONFLICT ("cluster_id", "subject") DO UPDATE SET "kind" = EXCLUDED."kind", "state" = EXCLUDED."state",
        "fact" = EXCLUDED."fact", "expires_at" = EXCLUDED."expires_at", "updated_at" = EXCLUDED."updated_at"`,
    values: [
      rows.map(({ clusterId }) => clusterId),
      rows.map(({ fact }) => mendedText(fact.subject)),
      rows.map(({ fact }) => fact.kind),
      rows.map(({ fact }) => fact.state),
      rows.map(({ fact }) => mendedJson(fact)),
      rows.map(({ fact }) => expiryOf(fact)),
      rows.map(({ atMs }) => atMs),
    ],
  });
}

/** The last instant that both JSON and PostgreSQL can hold is far beyond the year 9999 of "never expires". */
function expiryOf({ kind, values }: Fact): number | null {
  const { notAfterMs } = values;
  return kind === "certificate" && typeof notAfterMs === "number" ? notAfterMs : null;
}

async function removeFacts(client: pg.PoolClient, reports: readonly ClusterReport[]): Promise<void> {
  const gone = reports.flatMap(({ clusterId, removed }) => removed.map((subject) => ({ clusterId, subject })));
  if (gone.length === 0) return;
  await client.query({
    name: "live-removed",
    text: `DELETE FROM "observation_state" USING unnest($1::uuid[], $2::text[]) AS gone(id, subject)
      WHERE "cluster_id" = gone.id AND "observation_state"."subject" = gone.subject`,
    values: [gone.map(({ clusterId }) => clusterId), gone.map(({ subject }) => mendedText(subject))],
  });
}

async function writeTransitions(client: pg.PoolClient, reports: readonly ClusterReport[]): Promise<void> {
  const rows = reports.flatMap(({ clusterId, shard, transitions }) =>
    transitions.map((transition) => ({ clusterId, epoch: shard.epoch, transition })),
  );
  if (rows.length === 0) return;
  await client.query({
    name: "live-transitions",
    text: `INSERT INTO "transition"
        ("cluster_id", "subject", "what", "at", "kind", "machine_id", "from", "to", "reason", "values", "epoch")
      SELECT id, subject, what, to_timestamp(at / 1000), kind, machine, was, becomes, reason, vals, epoch
      FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::text[], $10::jsonb[], $11::bigint[])
        AS given(id, subject, what, at, kind, machine, was, becomes, reason, vals, epoch)
      ON CONFLICT DO NOTHING`,
    values: [
      rows.map(({ clusterId }) => clusterId),
      rows.map(({ transition }) => mendedText(transition.subject)),
      rows.map(({ transition }) => mendedText(transition.what)),
      rows.map(({ transition }) => transition.atMs),
      rows.map(({ transition }) => transition.kind),
      rows.map(({ transition }) => transition.machineId),
      rows.map(({ transition }) => textOrNull(transition.from)),
      rows.map(({ transition }) => textOrNull(transition.to)),
      rows.map(({ transition }) => mendedText(transition.reason)),
      rows.map(({ transition }) => mendedJson(transition.values)),
      rows.map(({ epoch }) => epoch),
    ],
  });
}

const textOrNull = (text: string | null): string | null => (text === null ? null : mendedText(text));

/** Ages and moving numbers alone ring nothing: readers look at them at their own pace. */
export function hasNews({ facts, removed, transitions }: ClusterReport): boolean {
  return facts.length + removed.length + transitions.length > 0;
}

/** What the payload of a doorbell says. Null clusters: too many to name, look at all and fetch everything again. */
export interface Doorbell {
  readonly clusterIds: readonly string[] | null;
  /** Subjects that are gone, by cluster: deleted rows leave nothing to read. */
  readonly removed?: Readonly<Record<string, readonly string[]>>;
}

function doorbell(reports: readonly ClusterReport[]): string {
  const removed = reports.flatMap((report) =>
    report.removed.length === 0 ? [] : [[report.clusterId, report.removed]],
  );
  const bell: Doorbell = {
    clusterIds: reports.map(({ clusterId }) => clusterId),
    ...(removed.length === 0 ? {} : { removed: Object.fromEntries(removed) }),
  };
  const payload = mendedJson(bell);
  return Buffer.byteLength(payload) <= PAYLOAD_MAX_BYTES ? payload : JSON.stringify({ clusterIds: null });
}
