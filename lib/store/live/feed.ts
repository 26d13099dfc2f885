import { webSettings } from "#lib/config/env.ts";
import type { Keeping, StreamMessage } from "#lib/core/api/live.ts";
import type { LiveDelta } from "#lib/core/live/delta/apply-delta.ts";
import { refreshFact } from "#lib/core/live/delta/refresh-fact.ts";
import { isNews } from "#lib/core/live/delta/tile-delta.ts";
import { Transition } from "#lib/core/live/state.ts";
import { pool } from "#lib/store/client.ts";
import { hearDoorbell } from "./doorbell.ts";
import { lastBeat } from "./engines.ts";
import { readKeeping } from "./history/keeping.ts";
import type { Doorbell } from "./ingest.ts";
import { type LiveTile, readFactsSince, readTiles, readTilesSince, type StoredFact } from "./read-live.ts";

export interface Subscriber {
  /** Clusters by slug; null = all. */
  readonly slugs: ReadonlySet<string> | null;
  readonly send: (message: StreamMessage) => void;
}

interface Feed {
  readonly subscribers: Set<Subscriber>;
}

// Next may load this module once per bundle; one process must still hold one LISTEN connection.
const KEY = Symbol.for("quorate.live-feed");
const PING_MS = 15_000;
const KEEPING_EVERY_MS = 2000;
/** Bells within this time are read together. */
const GATHER_MS = 10;
/** What was missed while a connection half died is found by then. */
const LOOK_AGAIN_MS = 5000;
/** Ages and moving numbers of what did not change are read and sent this often. */
const AGES_EVERY_MS = 2000;
/** Of more clusters than this, ages go only to who names them: nobody reads a thousand at once, and they fill the line. */
const AGES_FOR_ALL_MAX = 40;

/** Sends every change of live clusters from now on; returns what ends that. */
export function subscribeLive(subscriber: Subscriber): () => void {
  const { subscribers } = feed();
  subscribers.add(subscriber);
  return () => void subscribers.delete(subscriber);
}

function feed(): Feed {
  const known: Feed | undefined = Reflect.get(globalThis, KEY);
  if (known !== undefined) return known;
  const made = startFeed();
  Reflect.set(globalThis, KEY, made);
  return made;
}

function startFeed(): Feed {
  const subscribers = new Set<Subscriber>();
  const reader = makeReader();
  const due = new Map<string, Set<string>>();
  let isAllDue = false;
  let isReading = false;
  let readAtMs = 0;

  function ring({ clusterIds, removed = {} }: Doorbell): void {
    if (clusterIds === null) isAllDue = true;
    for (const id of clusterIds ?? []) {
      const gone = due.get(id) ?? new Set<string>();
      for (const subject of removed[id] ?? []) gone.add(subject);
      due.set(id, gone);
    }
    if (!isReading) setTimeout(() => void readDue(), GATHER_MS);
  }

  async function readDue(): Promise<void> {
    if (isReading || (due.size === 0 && !isAllDue)) return;
    isReading = true;
    const removed = new Map(due);
    const ids = isAllDue ? null : [...due.keys()];
    due.clear();
    isAllDue = false;
    readAtMs = performance.now();
    try {
      if (subscribers.size > 0) {
        const { news, ages } = await reader.read(ids, removed);
        send(subscribers, news);
        sendAges(ages);
      }
    } catch {
      // The database is away; the page shows it by the age of everything, and the next look finds what changed.
      isAllDue = true;
    } finally {
      isReading = false;
    }
    if (due.size > 0) setTimeout(() => void readDue(), GATHER_MS);
  }

  hearDoorbell(webSettings().databaseUrl ?? "", {
    onBell: ring,
    onReturn: () => send(subscribers, [{ type: "resync", slugs: [] }]),
  });
  let agesUntilMs = Date.now();
  async function tellAges(): Promise<void> {
    if (subscribers.size === 0) return;
    const messages = await reader.readAges(agesUntilMs);
    agesUntilMs = Math.max(agesUntilMs, ...messages.map(({ atMs }) => atMs));
    sendAges(messages);
  }

  function sendAges(messages: readonly LiveDelta[]): void {
    const heard = [...subscribers].filter(({ slugs }) => slugs !== null || messages.length <= AGES_FOR_ALL_MAX);
    send(new Set(heard), messages);
  }

  setInterval(() => void tellAges().catch(() => undefined), AGES_EVERY_MS).unref();
  keepPinging(subscribers);
  setInterval(() => {
    if (subscribers.size > 0 && performance.now() - readAtMs > LOOK_AGAIN_MS) ring({ clusterIds: null });
  }, LOOK_AGAIN_MS).unref();
  return { subscribers };
}

/** Says that the stream lives, and at once when what engines see is no longer stored, or is again. */
function keepPinging(subscribers: ReadonlySet<Subscriber>): void {
  let told: Keeping = "kept";
  let toldAtMs = performance.now();
  let isAsking = false;

  async function ping(): Promise<void> {
    const { keeping, enginesBeatAtMs } = await readKeeping();
    const isNews = keeping !== told || keeping !== "kept";
    if (!isNews && performance.now() - toldAtMs < PING_MS) return;
    told = keeping;
    toldAtMs = performance.now();
    send(subscribers, [{ type: "ping", atMs: Date.now(), enginesBeatAtMs, keeping }]);
  }

  setInterval(() => {
    if (isAsking || subscribers.size === 0) return;
    isAsking = true;
    void ping().finally(() => {
      isAsking = false;
    });
  }, KEEPING_EVERY_MS).unref();
}

function send(subscribers: ReadonlySet<Subscriber>, messages: readonly StreamMessage[]): void {
  for (const message of messages) {
    for (const { slugs, send: deliver } of subscribers) {
      if (message.type !== "delta" || slugs === null || slugs.has(message.slug)) deliver(message);
    }
  }
}

interface Read {
  readonly news: readonly LiveDelta[];
  /** Clusters of which nothing but ages and moving numbers is new: a look at all of them finds mostly these. */
  readonly ages: readonly LiveDelta[];
}

/** Reads what is new since its last look, cluster by cluster. */
function makeReader() {
  const factsUntil = new Map<string, number>();
  /** Verdicts as they were read last, by slug. */
  const verdicts = new Map<string, string>();
  let transitionsUntil: string | null = null;

  async function read(ids: readonly string[] | null, removed: ReadonlyMap<string, ReadonlySet<string>>): Promise<Read> {
    const tiles = await readTiles(ids);
    const sinceMs = Math.min(...tiles.map((tile) => readUntil(tile) ?? tile.polledAtMs - LOOK_AGAIN_MS));
    const [facts, transitions, beatAtMs] = await Promise.all([
      tiles.length === 0
        ? []
        : readFactsSince(
            tiles.map(({ clusterId }) => clusterId),
            sinceMs,
          ),
      newTransitions(),
      lastBeat(),
    ]);
    const factsOf = Map.groupBy(facts, ({ clusterId }) => clusterId);
    const movesOf = Map.groupBy(transitions, ({ clusterId }) => clusterId);
    const deltas = tiles.map((tile): LiveDelta => {
      const own = fresh(tile, factsOf.get(tile.clusterId) ?? []);
      return {
        ...agesOf(tile, beatAtMs),
        facts: own.map(({ fact }) => refreshFact(fact, tile)),
        removed: [...(removed.get(tile.clusterId) ?? [])],
        transitions: (movesOf.get(tile.clusterId) ?? []).map(({ transition }) => transition),
      };
    });
    const { news = [], ages = [] } = Object.groupBy(deltas, (delta) =>
      hasNewVerdict(delta) || isNews(delta) ? "news" : "ages",
    );
    return { news, ages };
  }

  /** What a lost doorbell had removed leaves no row, but it may leave another verdict. */
  function hasNewVerdict({ slug, state, unknownCount, margin }: LiveDelta): boolean {
    const verdict = JSON.stringify([state, unknownCount, margin]);
    const isNew = verdicts.get(slug) !== verdict;
    verdicts.set(slug, verdict);
    return isNew;
  }

  /** Undefined before the first look. An engine's clock that was set back writes what is new under an earlier instant. */
  function readUntil({ clusterId, polledAtMs }: LiveTile): number | undefined {
    const until = factsUntil.get(clusterId);
    return until === undefined ? undefined : Math.min(until, polledAtMs);
  }

  /** A fact of the very millisecond of the last look may come twice; saying it again changes nothing. */
  function fresh(tile: LiveTile, facts: readonly StoredFact[]): readonly StoredFact[] {
    const until = readUntil(tile) ?? 0;
    const own = facts.filter(({ updatedAtMs }) => updatedAtMs >= until);
    factsUntil.set(tile.clusterId, Math.max(until, tile.polledAtMs, ...own.map(({ updatedAtMs }) => updatedAtMs)));
    return own;
  }

  async function newTransitions(): Promise<readonly { readonly clusterId: string; readonly transition: Transition }[]> {
    const { rows } = await pool().query<{ id: string; clusterId: string; at: Date; machineId: string | null }>(
      `SELECT "id"::text, "cluster_id" AS "clusterId", "at", "kind", "subject", "what", "from", "to", "reason", "values",
         "machine_id" AS "machineId" FROM "transition"
       WHERE "id" > COALESCE($1::bigint, (SELECT max("id") FROM "transition")) ORDER BY "id" LIMIT 1000`,
      [transitionsUntil],
    );
    const newest = rows.at(-1)?.id;
    transitionsUntil = newest ?? transitionsUntil ?? (await newestTransition());
    return rows.map(({ clusterId, at, ...row }) => ({
      clusterId,
      transition: Transition.strip().parse({ ...row, atMs: at.getTime() }),
    }));
  }

  async function readAges(sinceMs: number): Promise<LiveDelta[]> {
    const [tiles, beatAtMs] = await Promise.all([readTilesSince(sinceMs), lastBeat()]);
    return tiles.map((tile) => agesOf(tile, beatAtMs));
  }

  return { read, readAges };
}

/** What a tile says by itself: no fact changed. */
function agesOf(tile: LiveTile, engineBeatAtMs: number | null): LiveDelta {
  const { slug, polledAtMs, state, unknownCount, margin, seen, gauges } = tile;
  const changes = { facts: [], removed: [], transitions: [] };
  return {
    type: "delta",
    slug,
    atMs: polledAtMs,
    state,
    unknownCount,
    margin,
    engineBeatAtMs,
    seen,
    gauges,
    ...changes,
  };
}

async function newestTransition(): Promise<string> {
  const { rows } = await pool().query<{ id: string | null }>('SELECT max("id")::text AS id FROM "transition"');
  return rows[0]?.id ?? "0";
}
