import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "#e2e/product.ts";
import type { Connection } from "#lib/core/connection/connection.ts";
import { type Sim, startSim } from "#lib/sim/sim.ts";
import { closeDatabase, useDatabase } from "#lib/store/client.ts";
import { addCluster } from "#lib/store/clusters.ts";
import { putConnection } from "#lib/store/connection/connections.ts";
import { type TestDatabase, testDatabase } from "#lib/testing/database/database.ts";
import { testNetwork } from "#lib/testing/live/test-network.ts";
import { sampleActor } from "#lib/testing/plans/sample-plan.ts";

export interface EngineProcess {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  readonly output: () => string;
  /** Waits until the process is gone. */
  readonly kill: (signal: "SIGKILL" | "SIGTERM") => Promise<void>;
}

export interface Site {
  readonly database: TestDatabase;
  readonly sim: Sim;
  readonly names: readonly string[];
  /** An engine process of its own, as the supervisor starts it. */
  readonly engine: (databaseUrl?: string) => Promise<EngineProcess>;
  /** Stores a connection to every simulated cluster; an engine must have run before, so that there is a key. */
  readonly connectAll: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export const POLL_SECONDS = 2;

interface SiteWish {
  /** Of a server that the test may stop. */
  readonly database?: TestDatabase;
  readonly pollSeconds?: number;
}

/** A database, simulated clusters on loopback and engines that are real processes. */
export async function openSite(
  names: readonly string[],
  { database, pollSeconds = POLL_SECONDS }: SiteWish = {},
): Promise<Site> {
  const sim = await startSim({
    clusters: names.map((name) => ({ name, masters: 1, workers: 1, sharesCertificate: true })),
    network: testNetwork(),
  });
  const given = database ?? (await testDatabase());
  const folder = mkdtempSync(join(tmpdir(), "quorate-robust-"));
  await useDatabase(given.ownerUrl);
  const engines: EngineProcess[] = [];
  return {
    database: given,
    sim,
    names,
    engine: async (databaseUrl = given.watchUrl) => {
      const made = await startEngine(databaseUrl, folder);
      engines.push(made);
      return made;
    },
    connectAll: async () => {
      for (const name of names) await connectTo(sim, name, pollSeconds);
    },
    close: async () => {
      await Promise.all(engines.map(({ kill }) => kill("SIGKILL")));
      await closeDatabase();
      await given.drop();
      await sim.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startEngine(databaseUrl: string, keyFolder: string): Promise<EngineProcess> {
  const child = fork(join(ROOT, "lib/watch/main.ts"), [], {
    env: { ...process.env, DATABASE_URL: databaseUrl, QUORATE_KEYS: keyFolder },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv: [],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (text += String(chunk)));
  const gone = once(child, "exit");
  const ready = once(child, "message");
  await Promise.race([
    ready,
    gone.then(() => {
      throw new Error(`The engine ended early: ${text}`);
    }),
  ]);
  return {
    child,
    output: () => text,
    kill: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await gone;
    },
  };
}

async function connectTo(sim: Sim, name: string, pollSeconds: number): Promise<void> {
  const { certificatePem, keyPem } = sim.etcdAccess(name);
  await addCluster({ name, slug: name, actor: sampleActor("ada") });
  await putConnection({
    slug: name,
    connection: { ...connectionTo(sim, name), pollSeconds },
    credentials: { api: { kind: "token", token: sim.token(name) }, etcd: { certificatePem, keyPem } },
    actor: sampleActor("ada"),
  });
}

export function connectionTo(sim: Sim, name: string): Connection {
  const { api, vip, etcd } = sim.endpoints(name);
  const place = ({ address }: { readonly address: string }) => ({ machineId: null, address });
  return {
    api: { address: vip, trust: { kind: "ca", caPem: sim.caPem(name) }, serverName: null },
    masters: api.map(place),
    etcd: { members: etcd.map(place), trust: { kind: "ca", caPem: sim.etcdAccess(name).caPem } },
    balancers: [],
    vipSlbUrl: null,
    pollSeconds: POLL_SECONDS,
    isInCluster: false,
    mayUseLoopback: true,
  };
}

/** Answers the milliseconds until it held. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 60_000): Promise<number> {
  const startedAt = performance.now();
  while (!(await holds())) {
    if (performance.now() - startedAt > withinMs) throw new Error(`Not within ${withinMs} ms: ${what}`);
    await sleep(50);
  }
  return performance.now() - startedAt;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
