import { monitorEventLoopDelay } from "node:perf_hooks";
import { processWide } from "#lib/auth/process-wide.ts";
import { openStreams } from "./event-stream.ts";

/** What this text needs to know of the database; lib/http may not ask the store itself. */
interface DatabaseFigures {
  readonly isUp: boolean;
  readonly roundTripMs: number | null;
  readonly connections: { readonly open: number; readonly idle: number; readonly waiting: number };
}

/** What a live engine says of itself. */
interface EngineFigures {
  readonly id: string;
  readonly shards: number;
  readonly clusters: number;
  readonly beatAgeMs: number;
  readonly detail: Readonly<Record<string, number>>;
}

interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Family {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  readonly samples: readonly Sample[];
}

const answers = () => processWide("answers", () => new Map<string, number>());

const loopDelay = () =>
  processWide("loop-delay", () => {
    const histogram = monitorEventLoopDelay({ resolution: 20 });
    histogram.enable();
    return histogram;
  });

/** Counts one answer. The keys are route ids and statuses of ours, so their number is bounded. */
export function countAnswer(routeId: string, status: number): void {
  const key = `${routeId} ${status}`;
  answers().set(key, (answers().get(key) ?? 0) + 1);
}

/** The process, its database and the engines in the Prometheus text format, version 0.0.4. */
export function metricsText(database: DatabaseFigures, engines: readonly EngineFigures[]): string {
  const families = [...processFamilies(), ...databaseFamilies(database), answerFamily(), ...engineFamilies(engines)];
  return families.map(familyText).join("");
}

/** Name, kind, meaning and where the figure comes from; times go out in seconds. */
const ENGINE_FAMILIES: readonly (Omit<Family, "samples"> & { of: (engine: EngineFigures) => number | undefined })[] = [
  engineFamily("quorate_engine_shards", "Shards that the engine holds.", ({ shards }) => shards),
  engineFamily("quorate_engine_clusters", "Clusters that the engine watches.", ({ clusters }) => clusters),
  engineFamily("quorate_engine_beat_age_seconds", "Since its last heartbeat.", ({ beatAgeMs }) => beatAgeMs / 1000),
  engineFamily(
    "quorate_engine_not_yet_looked",
    "Targets that wait for their first look.",
    (e) => e.detail.notYetLooked,
  ),
  engineFamily("quorate_engine_lag_p50_seconds", "How late looks begin, median.", (e) => seconds(e.detail.lagP50Ms)),
  engineFamily("quorate_engine_lag_p99_seconds", "How late looks begin, p99.", (e) => seconds(e.detail.lagP99Ms)),
  engineFamily("quorate_engine_backlog_seconds", "Oldest report not stored.", (e) => seconds(e.detail.backlogMs)),
  engineFamily("quorate_engine_resident_memory_bytes", "Memory of the engine.", (e) => e.detail.rssBytes),
  { ...engineFamily("quorate_engine_looks_total", "Looks begun.", (e) => e.detail.looks), type: "counter" },
  { ...engineFamily("quorate_engine_cpu_seconds_total", "CPU time.", (e) => e.detail.cpuSeconds), type: "counter" },
];

function engineFamily(name: string, help: string, of: (engine: EngineFigures) => number | undefined) {
  return { name, help, of, type: "gauge" as const };
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

function engineFamilies(engines: readonly EngineFigures[]): readonly Family[] {
  return ENGINE_FAMILIES.map(({ of, ...family }) => ({
    ...family,
    samples: engines.flatMap((engine) => {
      const value = of(engine);
      return value === undefined ? [] : [{ labels: { engine: engine.id }, value }];
    }),
  }));
}

function processFamilies(): readonly Family[] {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  const delay = loopDelay();
  return [
    counter("process_cpu_seconds_total", "CPU time of the web process.", (cpu.user + cpu.system) / 1e6),
    gauge("process_resident_memory_bytes", "Resident memory of the web process.", memory.rss),
    gauge("quorate_event_streams", "Event streams that are open.", openStreams()),
    gauge("quorate_heap_used_bytes", "JavaScript heap in use.", memory.heapUsed),
    gauge("process_start_time_seconds", "Start of the process, Unix time.", Date.now() / 1000 - process.uptime()),
    gauge("quorate_event_loop_delay_p99_seconds", "99th percentile since the start.", delay.percentile(99) / 1e9),
  ];
}

function databaseFamilies({ isUp, roundTripMs, connections }: DatabaseFigures): readonly Family[] {
  const samples = Object.entries(connections).map(([state, value]) => ({ labels: { state }, value }));
  const connectionFamily: Family = {
    name: "quorate_database_connections",
    type: "gauge",
    help: "Connections of this process's pool, and calls waiting for one.",
    samples,
  };
  const up = gauge("quorate_database_up", "1 when the database answers.", isUp ? 1 : 0);
  if (roundTripMs === null) return [up, connectionFamily];
  return [up, gauge("quorate_database_round_trip_seconds", "One SELECT 1.", roundTripMs / 1000), connectionFamily];
}

function answerFamily(): Family {
  const samples = [...answers()].map(([key, value]) => {
    const [route = "", status = ""] = key.split(" ");
    return { labels: { route, status }, value };
  });
  return { name: "quorate_http_answers_total", type: "counter", help: "Answers of the API.", samples };
}

function counter(name: string, help: string, value: number): Family {
  return { name, type: "counter", help, samples: [{ value }] };
}

function gauge(name: string, help: string, value: number): Family {
  return { name, type: "gauge", help, samples: [{ value }] };
}

function familyText({ name, type, help, samples }: Family): string {
  const lines = samples.map(({ labels, value }) => `${name}${labelText(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ""].join("\n");
}

// Label values are our own route ids, statuses and states: none holds a quote or a backslash.
function labelText(labels: Sample["labels"]): string {
  if (labels === undefined) return "";
  return `{${Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(",")}}`;
}
