import { join } from "node:path";
import { ensureBuild, ensureClient, nextEnv } from "#lib/start/build.ts";
import { openDataRoot } from "#lib/start/data-root.ts";
import { openDatabase } from "#lib/start/database/database.ts";
import { startEdge } from "#lib/start/edge/edge.ts";
import { startKept } from "#lib/start/kept-process.ts";
import { stopPostgres } from "#lib/start/postgres/server.ts";
import { startSettings } from "#lib/start/settings.ts";
import { webSocketPath } from "#lib/start/web/socket.ts";
import type { Told } from "./clusters.ts";

export interface Place {
  readonly address: string;
  readonly watchUrl: string;
  readonly keyFolder: string;
  readonly postmaster: number;
  readonly setupToken: string;
}

interface StoreOrder {
  readonly clusters: readonly Told[];
  readonly isFirst: boolean;
}

const ROOT = join(import.meta.dirname, "..", "..", "..");
const AT_ONCE = 4;
const ACTOR = { id: "bench", name: "bench", ip: "local", requestId: "bench" };

/** Database, web process and edge as `npm start` brings them up, without an engine: the benchmark starts its own. */
async function main(): Promise<void> {
  const settings = startSettings(process.env);
  const folder = openDataRoot(ROOT);
  await ensureClient({ root: ROOT, say });
  const { urls, embedded } = await openDatabase(folder, null, say);
  const build = await ensureBuild(settings.buildFolder, { root: ROOT, say });
  const edge = await startEdge({ settings, certificate: null, hasUpgrades: false });
  const socketPath = webSocketPath(folder);
  const env = {
    NODE_ENV: "production",
    DATABASE_URL: urls.web,
    PORT: String(settings.port),
    QUORATE_BUILD: build,
    QUORATE_WEB_SOCKET: socketPath,
    ...nextEnv(ROOT, settings.buildFolder),
  };
  const giveUp = (cause: unknown): void => say(`the web process is gone: ${cause}`);
  const web = await startKept(
    { name: "web process", root: ROOT, script: "lib/start/web.ts", env, launcher: null, nodeArgs: [] },
    say,
    giveUp,
  );
  edge.open(socketPath);
  const postmaster = embedded?.server.pid ?? 0;
  const address = `http://127.0.0.1:${settings.port}`;
  await announceKey(urls.watch, folder.secrets);
  const setupToken = await setupTokenIn(urls.web);
  process.send?.({ address, watchUrl: urls.watch, keyFolder: folder.secrets, postmaster, setupToken } satisfies Place);
  process.on("message", (order: StoreOrder) => void store(urls.web, order).then(() => process.send?.("stored")));
  process.once("disconnect", async () => {
    edge.close();
    await web.stop();
    await stopPostgres(postmaster);
    process.exit();
  });
}

async function announceKey(watchUrl: string, keyFolder: string): Promise<void> {
  const { ensureEngineKey } = await import("#lib/watch/rotate-keys.ts");
  const { closeDatabase, useDatabase } = await import("#lib/store/client.ts");
  await useDatabase(watchUrl);
  await ensureEngineKey(keyFolder);
  await closeDatabase();
}

async function setupTokenIn(webUrl: string): Promise<string> {
  const { ensureSetupToken } = await import("#lib/auth/setup.ts");
  const { closeDatabase, useDatabase } = await import("#lib/store/client.ts");
  await useDatabase(webUrl);
  const token = await ensureSetupToken();
  await closeDatabase();
  return token ?? "";
}

/** Stores plans and connections as the web process does when people type them in. */
async function store(webUrl: string, { clusters, isFirst }: StoreOrder): Promise<void> {
  const { closeDatabase, useDatabase } = await import("#lib/store/client.ts");
  const { addCluster } = await import("#lib/store/clusters.ts");
  const { putConnection } = await import("#lib/store/connection/connections.ts");
  await useDatabase(webUrl);
  const left = [...clusters];
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const { name, plan, connection, credentials } = next;
      if (isFirst) await addCluster({ name, slug: name, plan, actor: ACTOR });
      await putConnection({ slug: name, connection, credentials, actor: ACTOR });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // The embedded server has thirty connections for web, engines and us.
  await closeDatabase();
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

await main();
