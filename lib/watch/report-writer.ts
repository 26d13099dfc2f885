import { type ClusterReport, hasNews, type Written } from "#lib/store/live/ingest.ts";
import type { HeldShard } from "#lib/store/live/shards.ts";

/** Reports of one moment go out together; this is the whole delay between a poll and its row. */
const GATHER_MS = 20;
/** What only brings ages and latencies waits for more of its kind: a transaction costs more than its rows. */
const GATHER_AGES_MS = 300;
const RETRY_MS = 1000;
/** With the database away, history older than this is given up and the gap is named. */
const KEEP_MS = 60_000;

export interface Writing {
  readonly write: (reports: readonly ClusterReport[]) => Promise<Written>;
  /** Someone took this shard. Answers how it is held now where that was ourselves and nobody came between; else null. */
  readonly onStale: (shard: HeldShard) => HeldShard | null;
  readonly say: (line: string) => void;
  /** Wall clock, ms since the epoch, as the reports carry it. */
  readonly nowMs: () => number;
}

export interface ReportWriter {
  readonly add: (report: ClusterReport) => void;
  /** Age of the oldest report that is not stored yet, ms; 0 when all is. */
  readonly backlogMs: () => number;
  /** Writes what is left; gives up after one try. */
  readonly stop: () => Promise<void>;
}

/** Gathers what clusters report, writes it in batches one at a time, and keeps it while the database is away. */
export function makeReportWriter(writing: Writing): ReportWriter {
  let waiting = new Map<string, ClusterReport>();
  let underWay: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isNewsWaiting = false;
  let oldestMs: number | null = null;
  /** Oldest of what is on its way to the database. */
  let sentMs: number | null = null;
  let isBroken = false;

  function schedule(): void {
    if (underWay !== null) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      void flush();
    }, gatherMs());
  }

  function gatherMs(): number {
    if (isBroken) return RETRY_MS;
    return isNewsWaiting ? GATHER_MS : GATHER_AGES_MS;
  }

  function flush(): Promise<void> {
    underWay ??= writeAll().finally(() => {
      underWay = null;
      if (waiting.size > 0) schedule();
    });
    return underWay;
  }

  async function writeAll(): Promise<void> {
    const batch = waiting;
    const since = oldestMs;
    waiting = new Map();
    isNewsWaiting = false;
    oldestMs = null;
    if (batch.size === 0) return;
    sentMs = since;
    try {
      const { stale } = await writing.write([...batch.values()]);
      if (isBroken) writing.say("The history is written again.");
      isBroken = false;
      for (const shard of stale) keepUnder(writing.onStale(shard), batch);
    } catch (cause) {
      if (!isBroken) writing.say(`The history cannot be written: ${cause instanceof Error ? cause.message : cause}`);
      isBroken = true;
      putBack(batch, since ?? writing.nowMs());
    } finally {
      sentMs = null;
    }
  }

  /** After a pause of the database an engine takes its own shards again: what it saw meanwhile is still its to tell. */
  function keepUnder(shard: HeldShard | null, batch: ReadonlyMap<string, ClusterReport>): void {
    if (shard === null) return;
    for (const [id, report] of batch) {
      if (report.shard.number !== shard.number) continue;
      const kept = { ...report, shard };
      const newer = waiting.get(id);
      waiting.set(id, newer === undefined ? kept : merged(kept, newer));
      isNewsWaiting = true;
    }
  }

  /** Under what has come since: the newer word of each cluster wins, and no transition is lost. */
  function putBack(batch: ReadonlyMap<string, ClusterReport>, since: number): void {
    const cutMs = writing.nowMs() - KEEP_MS;
    const newer = waiting;
    waiting = new Map(batch);
    for (const [id, report] of newer) waiting.set(id, merged(waiting.get(id), report));
    for (const [id, report] of waiting) {
      const isKept = ({ atMs }: { readonly atMs: number }): boolean => atMs >= cutMs;
      const { transitions, latencies } = report;
      waiting.set(id, { ...report, transitions: transitions.filter(isKept), latencies: latencies.filter(isKept) });
    }
    oldestMs = Math.max(since, cutMs);
  }

  return {
    add: (report) => {
      oldestMs ??= writing.nowMs();
      waiting.set(report.clusterId, merged(waiting.get(report.clusterId), report));
      const isFirstNews = hasNews(report) && !isNewsWaiting;
      isNewsWaiting ||= isFirstNews;
      if (timer === null || isFirstNews) schedule();
    },
    backlogMs: () => {
      const waitsSince = sentMs ?? oldestMs;
      return waitsSince === null ? 0 : Math.max(0, writing.nowMs() - waitsSince);
    },
    stop: async () => {
      if (timer !== null) clearTimeout(timer);
      await underWay;
      await writeAll();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Two reports of one cluster as one: the later word on every fact, all transitions, all rounds of latencies. */
function merged(before: ClusterReport | undefined, after: ClusterReport): ClusterReport {
  if (before === undefined || before.shard.epoch > after.shard.epoch) return after;
  const facts = new Map(before.facts.map((fact) => [fact.subject, fact]));
  for (const subject of after.removed) facts.delete(subject);
  for (const fact of after.facts) facts.set(fact.subject, fact);
  const back = new Set(after.facts.map(({ subject }) => subject));
  return {
    ...after,
    seen: { ...before.seen, ...after.seen },
    gauges: after.gauges,
    facts: [...facts.values()],
    removed: [...new Set([...before.removed.filter((subject) => !back.has(subject)), ...after.removed])],
    transitions: [...before.transitions, ...after.transitions],
    latencies: [...before.latencies, ...after.latencies],
  };
}
