import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { cleanEnv, freePort } from "#e2e/product.ts";
import { ended, startChild } from "./children.ts";
import type { Told } from "./clusters.ts";
import type { Place } from "./product.ts";
import { type Simulation, startSimulation } from "./simulated.ts";

type Load = "usual" | "heavy";

export interface Engine {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly startedAtMs: number;
  readonly stop: () => Promise<void>;
}

/** The product with its clusters, and what starts an engine for them. */
export interface LiveStage {
  readonly place: Place;
  readonly productPid: number;
  readonly simulation: Simulation;
  readonly database: pg.Client;
  /** Adds etcd and the balancers to every connection: what the usual load looks at. */
  readonly connectWhole: () => Promise<void>;
  readonly startEngine: (load: Load) => Promise<Engine>;
  readonly close: () => Promise<void>;
}

export async function openLiveStage(count: number): Promise<LiveStage> {
  const dataFolder = mkdtempSync(join(tmpdir(), "quorate-bench-"));
  const env = { ...cleanEnv(), QUORATE_DATA: dataFolder, PORT: await freePort() };
  const [simulation, product] = await Promise.all([startSimulation(count), startChild("product.ts", [], env)]);
  const place: Place = product.first;
  const store = async (clusters: readonly Told[], isFirst: boolean): Promise<void> => {
    product.child.send({ clusters: [...clusters], isFirst });
    await once(product.child, "message");
  };
  await store(simulation.clusters.map(apiOnly), true);
  const database = new pg.Client({ connectionString: place.watchUrl });
  await database.connect();
  const engines: Engine[] = [];
  return {
    ...{ place, simulation, database, productPid: product.child.pid ?? 0 },
    connectWhole: () => store(simulation.clusters, false),
    startEngine: async (load) => {
      const engine = await startEngine(place, load, env);
      engines.push(engine);
      return engine;
    },
    close: async () => {
      for (const engine of engines) await engine.stop();
      await database.end();
      await ended(product.child);
      await simulation.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** What the heavier load looks at: through the VIP and at each API server, 1.2 reads a second in all. */
function apiOnly(told: Told): Told {
  const connection = { ...told.connection, etcd: null, balancers: [], vipSlbUrl: null };
  return { ...told, connection, credentials: { api: told.credentials.api } };
}

async function startEngine({ watchUrl, keyFolder }: Place, load: Load, env: NodeJS.ProcessEnv): Promise<Engine> {
  const startedAtMs = Date.now();
  const { child } = await startChild("engine.ts", [keyFolder, load], { ...env, DATABASE_URL: watchUrl });
  return { process: child, pid: child.pid ?? 0, startedAtMs, stop: () => ended(child) };
}
