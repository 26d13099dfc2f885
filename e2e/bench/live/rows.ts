import { loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Figure, quantile } from "#e2e/bench/report.ts";
import { detect } from "./detection.ts";
import { type Cost, coverage, type Floor, measure, measureFloor } from "./load.ts";
import { measurePeer, missingPeer, type Peer } from "./prometheus.ts";
import { openLiveStage } from "./stage.ts";
import { monthOf } from "./storage.ts";
import { takeover } from "./takeover.ts";

export interface LiveWish {
  readonly clusters: number;
  readonly show: (figure: Figure) => void;
  readonly say: (line: string) => void;
}

const POLL_MS = 5000;
const SETTLE_MS = 12_000;
/** The engine tells how late it is for the half minute before the last: none of that may lie in its start. */
const MEASURE_S = 65;
const PEER_S = 30;
/** The peer needs several cores for what we look at: it gets a part of it, and the price of one check is compared. */
const PEER_CLUSTERS = 60;
const STREAMS = 500;
const KILLS = 40;
/** Goals are set for a thousand clusters; a smaller run has its share of them. */
const FULL = 1000;
const MEGABYTE = 1e6;

/** Figures of the engine that watches simulated clusters, beside Prometheus with blackbox_exporter in the same run. */
export async function liveRows({ clusters, show, say }: LiveWish): Promise<void> {
  const stage = await openLiveStage(clusters);
  try {
    say(`${clusters} simulated clusters in ${stage.simulation.processes} processes, load ${load()}`);
    const share = clusters / FULL;
    const heavy = await stage.startEngine("heavy");
    const coveredMs = await coverage(stage);
    show({ name: "live: start to every target looked at", value: coveredMs / 1000, unit: "s", goal: POLL_MS / 1000 });
    await sleep(SETTLE_MS);
    const cost = await measure(stage, heavy, MEASURE_S);
    const peer = await peerOf(stage.simulation.clusters.slice(0, PEER_CLUSTERS), say);
    const floor = await measureFloor(stage.simulation.clusters, PEER_S);
    for (const figure of heavyFigures(cost, { peer, floor, share })) show(figure);
    say(
      `load ${load()}; the simulation took ${cost.simulationCores.toFixed(2)} cores, ${cost.looksPerSecond.toFixed(0)} looks a second`,
    );
    const seen = await detect(stage, { streams: STREAMS, kills: Math.min(KILLS, clusters - 1) });
    show({
      name: "live: refused API server to stream, p95",
      value: quantile(seen.toStreamMs, 0.95) / 1000,
      unit: "s",
      goal: (POLL_MS + 1200) / 1000,
    });
    show({
      name: `live: end of look to screen, ${STREAMS} streams, p99`,
      value: quantile(seen.toScreenMs, 0.99),
      unit: "ms",
      goal: 200,
    });
    show({ name: `live: web process, ${STREAMS} streams`, value: seen.webCores, unit: "core", goal: null });
    await heavy.stop();
    await stage.connectWhole();
    const usual = await stage.startEngine("usual");
    await coverage(stage);
    await sleep(SETTLE_MS);
    for (const figure of usualFigures(await measure(stage, usual, MEASURE_S))) show(figure);
    const second = await stage.startEngine("usual");
    show({
      name: "live: kill -9 of one of two engines",
      value: (await takeover(stage, usual, second)) / 1000,
      unit: "s",
      goal: 10,
    });
    await second.stop();
    const { bytesPerSample } = await monthOf(stage.database);
    const beside = peer === null ? null : { name: "Prometheus block", value: peer.bytesPerSample };
    show({ name: "live: bytes per sample over 30 days", value: bytesPerSample, unit: "B", goal: 0.8, beside });
  } finally {
    await stage.close();
  }
}

interface Beside {
  readonly peer: Peer | null;
  readonly floor: Floor;
  /** Of a thousand clusters. */
  readonly share: number;
}

function heavyFigures(cost: Cost, { peer, floor, share }: Beside): readonly Figure[] {
  const beside = (value: number | undefined) => (value === undefined ? null : { name: "Prometheus + blackbox", value });
  return [
    {
      name: "live: P1, engine with storage",
      value: cost.engineCores,
      unit: "core",
      goal: 0.5 * share,
      beside: { name: "bare loop", value: floor.cores },
    },
    {
      name: "live: P1, CPU per check",
      value: cost.cpuMsPerLook,
      unit: "ms",
      goal: null,
      beside: beside(peer?.cpuMsPerCheck),
    },
    {
      name: "live: P1, memory of the engine",
      value: cost.engineRssBytes / MEGABYTE,
      unit: "MB",
      goal: 500,
      beside: beside(peer === null ? undefined : peer.rssBytes / MEGABYTE),
    },
    { name: "live: P1, late by p50", value: cost.lagP50Ms, unit: "ms", goal: null },
    { name: "live: P1, late by p99", value: cost.lagP99Ms, unit: "ms", goal: 25 },
    { name: "live: P1, PostgreSQL", value: cost.postgresCores, unit: "core", goal: 0.05 },
    { name: "live: P1, write-ahead log", value: cost.walBytesPerSecond / 1000, unit: "kB/s", goal: null },
  ];
}

function usualFigures(cost: Cost): readonly Figure[] {
  return [
    { name: "live: usual intervals, engine with storage", value: cost.engineCores, unit: "core", goal: null },
    { name: "live: usual intervals, looks", value: cost.looksPerSecond, unit: "/s", goal: null },
    {
      name: "live: usual intervals, memory of the engine",
      value: cost.engineRssBytes / MEGABYTE,
      unit: "MB",
      goal: null,
    },
    { name: "live: usual intervals, late by p99", value: cost.lagP99Ms, unit: "ms", goal: 25 },
    { name: "live: usual intervals, PostgreSQL", value: cost.postgresCores, unit: "core", goal: 0.05 },
  ];
}

async function peerOf(clusters: Parameters<typeof measurePeer>[0], say: LiveWish["say"]): Promise<Peer | null> {
  const missing = missingPeer();
  if (missing === null) return measurePeer(clusters, PEER_S);
  say(`no peer: ${missing} is not installed`);
  return null;
}

function load(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}
