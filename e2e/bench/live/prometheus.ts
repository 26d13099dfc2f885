import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#e2e/product.ts";
import type { Told } from "./clusters.ts";
import { cpuOf, rssOf } from "./processes.ts";

/** The peer on the same endpoints: Prometheus with blackbox_exporter, both from Debian. */
export interface Peer {
  readonly cpuMsPerCheck: number;
  readonly rssBytes: number;
  readonly bytesPerSample: number;
  readonly checksPerSecond: number;
}

const PROGRAMS = ["prometheus", "prometheus-blackbox-exporter", "promtool"].map((name) => `/usr/bin/${name}`);
/** Our heavier load on each cluster: readyz through the VIP and of each server, and ten certificates. */
const READ_EVERY_S = 5;
const SHAKE_EVERY_S = 40;
const WARM_S = 8;
const KUBELET = ":10250";

/** Null where a program is missing; its name is printed. */
export function missingPeer(): string | null {
  return PROGRAMS.find((path) => !existsSync(path)) ?? null;
}

export async function measurePeer(clusters: readonly Told[], seconds: number): Promise<Peer> {
  const folder = mkdtempSync(join(tmpdir(), "quorate-peer-"));
  const [own = "", probe = ""] = [await freePort(), await freePort()];
  writeFileSync(join(folder, "blackbox.yml"), BLACKBOX);
  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify(config(clusters, probe)));
  const children = [
    start("prometheus-blackbox-exporter", [
      `--config.file=${folder}/blackbox.yml`,
      `--web.listen-address=127.0.0.1:${probe}`,
    ]),
    start("prometheus", [
      `--config.file=${folder}/prometheus.yml`,
      `--storage.tsdb.path=${folder}/data`,
      `--web.listen-address=127.0.0.1:${own}`,
    ]),
  ];
  try {
    await sleep(WARM_S * 1000);
    const cpu = (): number => children.reduce((sum, { pid = 0 }) => sum + cpuOf(pid), 0);
    const before = cpu();
    await sleep(seconds * 1000);
    const spent = cpu() - before;
    const checks = await query(own, `sum(count_over_time(probe_success[${seconds}s]))`);
    const good = await query(own, "sum(probe_success) / count(probe_success)");
    if (good < 1) throw new Error(`Only ${Math.round(good * 100)} % of the peer's checks succeed.`);
    const rssBytes = children.reduce((sum, { pid = 0 }) => sum + rssOf(pid), 0);
    return {
      cpuMsPerCheck: (spent * 1000) / checks,
      rssBytes,
      bytesPerSample: blockBytes(folder),
      checksPerSecond: checks / seconds,
    };
  } finally {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function start(name: string, args: readonly string[]): ChildProcess {
  return spawn(`/usr/bin/${name}`, [...args, "--log.level=error"], { stdio: "ignore" });
}

/** Without an authority and without a token: less work than ours, in the peer's favour. */
const BLACKBOX = `modules:
  read:
    prober: http
    timeout: 3s
    http: { valid_status_codes: [200, 401, 403], preferred_ip_protocol: ip4, tls_config: { insecure_skip_verify: true } }
  shake:
    prober: tcp
    timeout: 4s
    tcp: { tls: true, preferred_ip_protocol: ip4, tls_config: { insecure_skip_verify: true } }
`;

function config(clusters: readonly Told[], probePort: string): object {
  const servers = ({ connection }: Told) => connection.masters.map(({ address }) => address);
  const entries = (told: Told) => [told.connection.api.address, ...servers(told)];
  const kubelets = (told: Told) => servers(told).map((address) => address.replace(/:\d+$/, KUBELET));
  const reads = clusters.flatMap((told) => entries(told).map((address) => `https://${address}/readyz?verbose`));
  // The loopback certificate lies behind a server name, which one target can carry once only: the servers again.
  const shakes = clusters.flatMap((told) => [...entries(told), ...kubelets(told)]);
  return {
    scrape_configs: [
      job("read", { targets: reads, everyS: READ_EVERY_S, probePort }),
      job("shake", { targets: shakes, everyS: SHAKE_EVERY_S, probePort }),
    ],
  };
}

interface Job {
  readonly targets: readonly string[];
  readonly everyS: number;
  readonly probePort: string;
}

function job(module: string, { targets, everyS, probePort }: Job): object {
  return {
    job_name: module,
    metrics_path: "/probe",
    params: { module: [module] },
    scrape_interval: `${everyS}s`,
    scrape_timeout: `${everyS}s`,
    static_configs: [{ targets }],
    relabel_configs: [
      { source_labels: ["__address__"], target_label: "__param_target" },
      { source_labels: ["__param_target"], target_label: "instance" },
      { target_label: "__address__", replacement: `127.0.0.1:${probePort}` },
    ],
  };
}

async function query(port: string, text: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=${encodeURIComponent(text)}`);
  const { data } = await answer.json();
  return Number(data?.result?.[0]?.value?.[1] ?? Number.NaN);
}

const SERIES = 20;
const SAMPLES = 17_280;
const STEP_S = 5;

/** A day of latencies and of verdicts, half and half, written as a block by Prometheus' own tool. */
function blockBytes(folder: string): number {
  const lines = Array.from({ length: SERIES }, (_, series) => {
    const isVerdict = series % 2 === 0;
    const name = isVerdict ? "probe_success" : "probe_duration_seconds";
    const values = Array.from({ length: SAMPLES }, (_, at) => {
      const value = isVerdict ? 1 : (0.002 + Math.random() * 0.04).toFixed(9);
      return `${name}{instance="10.0.0.${series}:6443"} ${value} ${1_700_000_000 + at * STEP_S}`;
    });
    return values.join("\n");
  });
  writeFileSync(join(folder, "day.txt"), `${lines.join("\n")}\n# EOF\n`);
  execFileSync(
    "/usr/bin/promtool",
    ["tsdb", "create-blocks-from", "openmetrics", join(folder, "day.txt"), join(folder, "blocks")],
    {
      stdio: "ignore",
    },
  );
  return sizeOf(join(folder, "blocks")) / (SERIES * SAMPLES);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
