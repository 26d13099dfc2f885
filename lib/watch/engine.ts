import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import pg from "pg";
import { readKeys } from "#lib/secrets/key-ring.ts";
import { openQueue } from "#lib/store/connection/queue.ts";
import { CONNECTION_CHANNEL, PREFLIGHT_CHANNEL, SETTINGS_CHANNEL } from "#lib/store/live/channels.ts";
import { keepPartitions } from "#lib/store/live/history/retention.ts";
import { writeReports } from "#lib/store/live/ingest.ts";
import { readRetention, readThresholds } from "#lib/store/settings.ts";
import { makeWatchList } from "./cluster/watch-list.ts";
import { keepHouse } from "./history/housekeeping.ts";
import { keepMonitor } from "./monitor/keep-monitor.ts";
import { makePulse } from "./pace/pulse.ts";
import type { Pace } from "./pace/tasks.ts";
import { answerPreflights } from "./preflight/answer.ts";
import { type MayConnect, makeTransports } from "./reach.ts";
import { makeReportWriter } from "./report-writer.ts";
import { ensureEngineKey } from "./rotate-keys.ts";
import type { ServiceAccount } from "./service-account.ts";
import { deadNeighbours, ownSign } from "./shards/neighbours.ts";
import { keepShards } from "./shards/shard-keeper.ts";

export interface EngineOrder {
  readonly databaseUrl: string;
  readonly keyFolder: string;
  readonly mayConnect: MayConnect;
  /** The service account of the pod that this runs in, if it runs in one. */
  readonly account: ServiceAccount;
  /** Control target of our own network as `host:port`; null = the default gateway. */
  readonly canary: string | null;
  readonly say: (line: string) => void;
  /** Other intervals than those of the product. */
  readonly pace?: Pace;
}

export interface Engine {
  readonly stop: () => Promise<void>;
}

/** What nobody announced is found by then all the same. */
const REFRESH_EVERY_MS = 3000;
const GATHER_MS = 50;

/** Watches this engine's share of all connected clusters until it is stopped. */
export async function startEngine(order: EngineOrder): Promise<Engine> {
  const { say, keyFolder } = order;
  await ensureEngineKey(keyFolder);
  await keepPartitions(Date.now(), await readRetention());
  const engineId = randomUUID();
  const boss = openQueue(order.databaseUrl);
  await boss.start();
  const pulse = makePulse();
  const transports = makeTransports(order.mayConnect);
  const keyIds = () => readKeys(keyFolder).map(({ id }) => id);
  const writer = makeReportWriter({
    write: writeReports,
    onStale: (shard) => {
      keeper.drop(shard);
      return keeper.held().find(({ number, epoch }) => number === shard.number && epoch === shard.epoch + 1) ?? null;
    },
    say,
    nowMs: () => Date.now(),
  });
  const monitor = keepMonitor({
    canary: order.canary,
    observer: hostname(),
    clusters: () => list.clusters(),
    onOffline: (isOffline) => list.setOffline(isOffline),
    say,
  });
  const list = makeWatchList({
    transportFor: transports.of,
    account: order.account,
    keys: () => readKeys(keyFolder),
    thresholds: readThresholds,
    observer: hostname(),
    held: () => keeper.held(),
    mayPoll: () => keeper.mayPoll(),
    report: writer.add,
    ...monitor,
    pulse,
    pace: order.pace ?? {},
    say,
  });
  const refresh = (): void =>
    void list.refresh().catch((cause) => say(`The list of clusters cannot be read: ${cause}`));
  const refreshSoon = gathered(refresh);
  const keeper = keepShards({
    boss,
    engineId,
    deadNeighbours: () => deadNeighbours(engineId),
    facts: () => ({
      hostname: hostname(),
      clusters: list.size(),
      detail: { backlogMs: writer.backlogMs(), keyIds: keyIds(), ...pulse.figures(), ...ownSign() },
    }),
    onGained: refreshSoon,
    onLost: list.leave,
    say,
    now: () => performance.now(),
  });
  const answering = {
    boss,
    keys: () => readKeys(keyFolder),
    transportFor: transports.of,
    account: order.account,
    observer: hostname(),
  };
  const answerSoon = oneAtATime(() => answerPreflights(answering));
  const follow = (): void => void list.follow().catch((cause) => say(`The thresholds cannot be read: ${cause}`));
  const bells = new Map([
    [PREFLIGHT_CHANNEL, answerSoon],
    [SETTINGS_CHANNEL, follow],
  ]);
  const listener = await listen(order.databaseUrl, (channel) => (bells.get(channel) ?? refreshSoon)());
  const endHousekeeping = keepHouse({ retention: readRetention, say, nowMs: () => Date.now() });
  const timers = [setInterval(refresh, REFRESH_EVERY_MS), setInterval(answerSoon, REFRESH_EVERY_MS)];
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      list.stop();
      await endHousekeeping();
      await monitor.stop();
      await listener.end().catch(() => undefined);
      await keeper.stop();
      await writer.stop();
      await boss.stop({ graceful: false });
      transports.close();
    },
  };
}

/** Another call while one is under way makes it run once more after that, never beside it. */
function oneAtATime(act: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  async function run(): Promise<void> {
    isRunning = true;
    do {
      isWanted = false;
      await act().catch(() => undefined);
    } while (isWanted);
    isRunning = false;
  }
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}

/** Many shards or connections come at once; one list serves them all. */
function gathered(act: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      act();
    }, GATHER_MS);
  };
}

/** A connection that was stored just now is watched at once, not after the next round. */
async function listen(databaseUrl: string, onBell: (channel: string) => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  client.on("notification", ({ channel }) => onBell(channel));
  await client.connect();
  await client.query(`LISTEN ${CONNECTION_CHANNEL}`);
  await client.query(`LISTEN ${PREFLIGHT_CHANNEL}`);
  await client.query(`LISTEN ${SETTINGS_CHANNEL}`);
  return client;
}
