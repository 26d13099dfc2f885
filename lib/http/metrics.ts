import { monitorEventLoopDelay } from "node:perf_hooks";
import { processWide } from "#lib/auth/process-wide.ts";

/** What this text needs to know of the database; lib/http may not ask the store itself. */
interface DatabaseFigures {
  readonly isUp: boolean;
  readonly roundTripMs: number | null;
  readonly connections: { readonly open: number; readonly idle: number; readonly waiting: number };
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

/** The process and its database in the Prometheus text format, version 0.0.4. */
export function metricsText(database: DatabaseFigures): string {
  return [...processFamilies(), ...databaseFamilies(database), answerFamily()].map(familyText).join("");
}

function processFamilies(): readonly Family[] {
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  const delay = loopDelay();
  return [
    counter("process_cpu_seconds_total", "CPU time of the web process.", (cpu.user + cpu.system) / 1e6),
    gauge("process_resident_memory_bytes", "Resident memory of the web process.", memory.rss),
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
