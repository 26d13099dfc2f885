import type { Fact } from "#lib/core/live/state.ts";
import type { Thresholds } from "#lib/core/live/thresholds.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { EngineKey } from "#lib/secrets/key-ring.ts";
import { storeIdentity } from "#lib/store/connection/identities.ts";
import { readWatched, type Watched, type WatchedStamp, watchedStamps } from "#lib/store/connection/watched.ts";
import { readFacts } from "#lib/store/live/facts.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import { type ClusterWatch, watchCluster } from "./cluster-watch.ts";
import { openCredentials } from "./open-credentials.ts";
import type { Pulse } from "./pace/pulse.ts";
import type { Pace } from "./pace/tasks.ts";
import type { Reach } from "./reach.ts";
import { followed, type ServiceAccount } from "./service-account.ts";

export interface WatchListOrder {
  readonly transportFor: (reach: Reach) => Transport;
  readonly account: ServiceAccount;
  readonly keys: () => readonly EngineKey[];
  readonly thresholds: () => Promise<Thresholds>;
  readonly observer: string;
  readonly held: () => readonly HeldShard[];
  readonly mayPoll: () => boolean;
  readonly report: (report: ClusterReport) => void;
  readonly pulse: Pulse;
  readonly pace: Pace;
  readonly say: (line: string) => void;
}

interface Running {
  readonly stamp: string;
  readonly shard: HeldShard;
  readonly watch: ClusterWatch;
}

interface Common {
  readonly thresholds: Thresholds;
  readonly keys: readonly EngineKey[];
}

interface Found extends Common {
  readonly watched: Watched;
  readonly earlier: readonly Fact[];
}

/** Clusters read at once: a few megabytes, and the first of them are watched while the next are read. */
const PAGE = 100;

export interface WatchList {
  /** Starts, restarts and stops watches until they agree with the shards in hand and what is stored. */
  readonly refresh: () => Promise<void>;
  readonly leave: (shard: HeldShard) => void;
  readonly size: () => number;
  readonly stop: () => void;
}

/** The clusters of the shards in hand, each with a watch that is made anew when its connection or plan changes. */
export function makeWatchList(order: WatchListOrder): WatchList {
  const running = new Map<string, Running>();
  let refreshing: Promise<void> | null = null;
  let fleet = 0;

  function end(clusterId: string): void {
    running.get(clusterId)?.watch.stop();
    running.delete(clusterId);
  }

  async function refreshNow(): Promise<void> {
    const held = new Map(order.held().map((shard) => [shard.number, shard]));
    const stamps = (await watchedStamps([...held.keys()])).map((one) =>
      one.isInCluster ? { ...one, stamp: `${one.stamp}/${order.account.mark()}` } : one,
    );
    fleet = stamps.length;
    const wanted = new Map(stamps.map((stamp) => [stamp.clusterId, stamp]));
    for (const [id, { stamp, shard }] of running) {
      if (wanted.get(id)?.stamp !== stamp || held.get(shard.number)?.epoch !== shard.epoch) end(id);
    }
    const missing = stamps.filter(({ clusterId }) => !running.has(clusterId));
    if (missing.length === 0) return;
    const common = { thresholds: await order.thresholds(), keys: order.keys() };
    for (let at = 0; at < missing.length; at += PAGE) await startAll(missing.slice(at, at + PAGE), common);
  }

  async function startAll(stamps: readonly WatchedStamp[], common: Common): Promise<void> {
    const ids = stamps.map(({ clusterId }) => clusterId);
    const [found, facts] = await Promise.all([readWatched(ids), readFacts(ids)]);
    const byId = new Map(found.map((watched) => [watched.clusterId, watched]));
    for (const stamp of stamps) {
      const watched = byId.get(stamp.clusterId);
      if (watched === undefined) continue;
      try {
        start(stamp, { watched, earlier: facts.get(stamp.clusterId) ?? [], ...common });
      } catch (cause) {
        order.say(`${stamp.slug} cannot be watched: ${reasonOf(cause)}`);
      }
    }
  }

  function start(stamp: WatchedStamp, { watched: stored, earlier, thresholds, keys }: Found): void {
    const watched = { ...stored, connection: followed(stored.connection, order.account) };
    // The shard may have gone while we read.
    const shard = order.held().find(({ number }) => number === stamp.shard);
    if (shard === undefined || running.has(stamp.clusterId)) return;
    const watch = watchCluster({
      watched,
      shard,
      thresholds,
      earlier,
      credentials: openCredentials(watched.credentials, keys),
      account: order.account,
      transport: order.transportFor(watched.connection),
      observer: order.observer,
      mayPoll: order.mayPoll,
      report: order.report,
      pulse: order.pulse,
      pace: order.pace,
      fleet: () => fleet,
      // Known again at the next sight when the database is away.
      learnIdentity: (uid) => void storeIdentity(stamp.clusterId, uid).catch(() => undefined),
    });
    running.set(stamp.clusterId, { stamp: stamp.stamp, shard, watch });
  }

  return {
    refresh: () => {
      refreshing ??= refreshNow().finally(() => {
        refreshing = null;
      });
      return refreshing;
    },
    leave: (shard) => {
      for (const [id, entry] of running) if (entry.shard.number === shard.number) end(id);
    },
    size: () => running.size,
    stop: () => {
      for (const id of [...running.keys()]) end(id);
    },
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
