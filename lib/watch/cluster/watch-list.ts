import type { Observation } from "#lib/core/live/observation.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { DEFAULT_THRESHOLDS, type Thresholds } from "#lib/core/live/thresholds.ts";
import type { Transport } from "#lib/probe/transport/transport.ts";
import type { EngineKey } from "#lib/secrets/key-ring.ts";
import { storeIdentity } from "#lib/store/connection/identities.ts";
import { readWatched, type Watched, type WatchedStamp, watchedStamps } from "#lib/store/connection/watched.ts";
import { readFacts } from "#lib/store/live/facts.ts";
import type { ClusterReport } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";
import type { OpenCredentials } from "#lib/watch/accesses.ts";
import { openCredentials } from "#lib/watch/open-credentials.ts";
import type { Pulse } from "#lib/watch/pace/pulse.ts";
import type { Pace } from "#lib/watch/pace/tasks.ts";
import { makeTurns } from "#lib/watch/pace/turns.ts";
import type { Reach } from "#lib/watch/reach.ts";
import { followed, type ServiceAccount } from "#lib/watch/service-account.ts";
import { type ClusterWatch, watchCluster } from "./cluster-watch.ts";

export interface WatchListOrder {
  readonly transportFor: (reach: Reach) => Transport;
  readonly account: ServiceAccount;
  readonly keys: () => readonly EngineKey[];
  readonly thresholds: () => Promise<Thresholds>;
  readonly observer: string;
  readonly held: () => readonly HeldShard[];
  readonly mayPoll: () => boolean;
  readonly report: (report: ClusterReport) => void;
  readonly weigh: (clusterId: string, observation: Observation) => Promise<"take" | "hold">;
  readonly isOffline: () => boolean;
  readonly forget: (clusterId: string) => void;
  readonly pulse: Pulse;
  readonly pace: Pace;
  readonly say: (line: string) => void;
}

interface Running {
  readonly stamp: string;
  readonly shard: HeldShard;
  readonly watch: ClusterWatch;
  /** The keys that did not open all of its credentials; null where they did. */
  readonly lockedUnder: string | null;
  readonly pollMs: number;
}

interface Found {
  readonly keys: readonly EngineKey[];
  readonly watched: Watched;
  readonly earlier: readonly Fact[];
}

/** Clusters read at once: a few megabytes, and the first of them are watched while the next are read. */
const PAGE = 100;

export interface WatchList {
  /** Starts, restarts and stops watches until they agree with the shards in hand and what is stored. */
  readonly refresh: () => Promise<void>;
  /** Judges by the thresholds that are stored now, however long a refresh may still take. */
  readonly follow: () => Promise<void>;
  readonly leave: (shard: HeldShard) => void;
  readonly size: () => number;
  readonly clusters: () => readonly { readonly id: string; readonly pollMs: number }[];
  /** All clusters are unknown while our own network is away. */
  readonly setOffline: (isOffline: boolean) => void;
  readonly stop: () => void;
}

/** The clusters of the shards in hand, each with a watch that is made anew when its connection or plan changes. */
export function makeWatchList(order: WatchListOrder): WatchList {
  const running = new Map<string, Running>();
  const turns = makeTurns();
  let fleet = 0;
  let thresholds = DEFAULT_THRESHOLDS;
  const follow = upToDate(followNow);

  function end(clusterId: string): void {
    running.get(clusterId)?.watch.stop();
    running.delete(clusterId);
    order.forget(clusterId);
  }

  async function refreshNow(): Promise<void> {
    const held = new Map(order.held().map((shard) => [shard.number, shard]));
    const stamps = (await watchedStamps([...held.keys()])).map((one) =>
      one.isInCluster ? { ...one, stamp: `${one.stamp}/${order.account.mark()}` } : one,
    );
    fleet = stamps.length;
    const wanted = new Map(stamps.map((stamp) => [stamp.clusterId, stamp]));
    const isAnyLocked = [...running.values()].some(({ lockedUnder }) => lockedUnder !== null);
    const keyNames = isAnyLocked ? namesOf(order.keys()) : "";
    for (const [id, { stamp, shard, lockedUnder }] of running) {
      // A key that was put back opens what is locked; the others need no new watch when keys change.
      const hasNewKey = lockedUnder !== null && lockedUnder !== keyNames;
      if (hasNewKey || wanted.get(id)?.stamp !== stamp || held.get(shard.number)?.epoch !== shard.epoch) end(id);
    }
    await follow();
    const missing = stamps.filter(({ clusterId }) => !running.has(clusterId));
    const keys = order.keys();
    for (let at = 0; at < missing.length; at += PAGE) await startAll(missing.slice(at, at + PAGE), keys);
  }

  async function followNow(): Promise<void> {
    const read = await order.thresholds();
    if (JSON.stringify(thresholds) === JSON.stringify(read)) return;
    thresholds = read;
    for (const { watch } of running.values()) watch.judgeBy(read);
  }

  async function startAll(stamps: readonly WatchedStamp[], keys: readonly EngineKey[]): Promise<void> {
    const ids = stamps.map(({ clusterId }) => clusterId);
    const [found, facts] = await Promise.all([readWatched(ids), readFacts(ids)]);
    const byId = new Map(found.map((watched) => [watched.clusterId, watched]));
    for (const stamp of stamps) {
      const watched = byId.get(stamp.clusterId);
      if (watched === undefined) continue;
      try {
        start(stamp, { watched, earlier: facts.get(stamp.clusterId) ?? [], keys });
      } catch (cause) {
        order.say(`${stamp.slug} cannot be watched: ${reasonOf(cause)}`);
      }
    }
  }

  function start(stamp: WatchedStamp, { watched: stored, earlier, keys }: Found): void {
    const watched = { ...stored, connection: followed(stored.connection, order.account) };
    // The shard may have gone while we read.
    const shard = order.held().find(({ number }) => number === stamp.shard);
    if (shard === undefined || running.has(stamp.clusterId)) return;
    const credentials = openCredentials(watched.credentials, keys);
    const watch = watchCluster({
      watched,
      shard,
      thresholds,
      earlier,
      credentials,
      account: order.account,
      transport: order.transportFor(watched.connection),
      observer: order.observer,
      mayPoll: order.mayPoll,
      report: order.report,
      weigh: (observation) => order.weigh(stamp.clusterId, observation),
      pulse: order.pulse,
      turns,
      pace: order.pace,
      fleet: () => fleet,
      // Known again at the next sight when the database is away.
      learnIdentity: (uid) => void storeIdentity(stamp.clusterId, uid).catch(() => undefined),
    });
    watch.setOffline(order.isOffline());
    const lockedUnder = keysThatFail(credentials, keys);
    const pollMs = watched.connection.pollSeconds * 1000;
    running.set(stamp.clusterId, { stamp: stamp.stamp, shard, watch, pollMs, lockedUnder });
  }

  return {
    refresh: upToDate(refreshNow),
    follow,
    leave: (shard) => {
      for (const [id, entry] of running) if (entry.shard.number === shard.number) end(id);
    },
    size: () => running.size,
    clusters: () => [...running].map(([id, { pollMs }]) => ({ id, pollMs })),
    setOffline: (isOffline) => {
      for (const { watch } of running.values()) watch.setOffline(isOffline);
    },
    stop: () => {
      for (const id of [...running.keys()]) end(id);
    },
  };
}

function namesOf(keys: readonly EngineKey[]): string {
  return keys.map(({ id }) => id).join();
}

/** Who asks while it runs waits for one more run: what is being read may be too old already. */
function upToDate(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let isOutdated = false;
  async function run(): Promise<void> {
    while (isOutdated) {
      isOutdated = false;
      await act();
    }
  }
  return () => {
    isOutdated = true;
    running ??= run().finally(() => {
      running = null;
    });
    return running;
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The names of keys that do not open all of these credentials; null where they do. */
function keysThatFail(credentials: OpenCredentials, keys: readonly EngineKey[]): string | null {
  return Object.values(credentials).includes("locked") ? namesOf(keys) : null;
}
