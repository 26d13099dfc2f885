import { join } from "node:path";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { ensureBuild, ensureClient } from "./build.ts";
import { openDataRoot } from "./data-root.ts";
import { openDatabase } from "./database/database.ts";
import type { Certificate } from "./edge/certificate.ts";
import { startEdge } from "./edge/edge.ts";
import { certificateFor, keepCertificate } from "./edge/keep-certificate.ts";
import { ENGINE_HEAP, type KeptPlace, type KeptProcess, startKept } from "./kept-process.ts";
import { type Lock, takeLock } from "./lock.ts";
import { keepPostgres } from "./postgres/keep.ts";
import { watchRoom } from "./postgres/room.ts";
import { type Say, StartProblem } from "./problem.ts";
import { addressOf, type StartSettings } from "./settings.ts";
import { makeShutdown } from "./shutdown.ts";
import { DISK_FULL, FINGERPRINT, webPlace } from "./web/place.ts";
import { webSocketPath } from "./web/socket.ts";

export interface Supervision {
  readonly root: string;
  readonly settings: StartSettings;
  readonly isDev: boolean;
  /** Fills a fresh installation before anyone sees it, and returns what undoes that. */
  readonly furnish?: (webUrl: string, say: Say) => Promise<() => Promise<void>>;
  readonly say: Say;
  /** Ends the process with the reason. */
  readonly fail: (cause: unknown) => void;
}

/** Starts everything in the order of dependence, stays until a signal, and undoes it in reverse. */
export async function supervise({ root, settings, isDev, furnish, say, fail }: Supervision): Promise<void> {
  const shutdown = makeShutdown(say);
  const giveUp = (cause: unknown): void => void shutdown.run().then(() => fail(cause));
  try {
    const folder = openDataRoot(root);
    if (settings.databaseUrl === null) shutdown.add(ownFolder(folder).release);
    const certificate = await certificateFor(settings, folder);
    const edge = await startEdge({ settings, certificate, hasUpgrades: isDev });
    shutdown.add(edge.close);
    await ensureClient({ root, say, signal: shutdown.signal });
    const { urls, embedded } = await openDatabase(folder, settings.databaseUrl, say);
    if (embedded !== null) shutdown.add(keepPostgres(embedded, say, giveUp));
    const build = isDev ? "dev" : await ensureBuild(settings.buildFolder, { root, say, signal: shutdown.signal });
    const socketPath = webSocketPath(folder);
    const fingerprint = certificate?.fingerprint ?? "";
    const place = webPlace({ root, settings, folder, isDev, build, webUrl: urls.web, socketPath, fingerprint }, say);
    const [web, stopEngines, setupToken] = await Promise.all([
      startKept(place, say, giveUp),
      startEngines(settings.engines, (name) =>
        startKept(enginePlace({ name, root, folder, watchUrl: urls.watch, port: settings.port }), say, giveUp),
      ),
      setupTokenIn(urls.web),
    ]);
    shutdown.add(web.stop);
    shutdown.add(stopEngines);
    if (embedded !== null) {
      shutdown.add(watchRoom(folder, (isFull) => web.tell({ [DISK_FULL]: isFull ? "yes" : "" })));
    }
    if (certificate !== null) {
      const renew = (newer: Certificate): void => {
        edge.useCertificate(newer);
        web.tell({ [FINGERPRINT]: newer.fingerprint });
      };
      shutdown.add(keepCertificate({ settings, folder, fingerprint: certificate.fingerprint, renew, say }));
    }
    if (furnish !== undefined) shutdown.add(await furnish(urls.web, say));
    edge.open(socketPath);
    announce(settings, certificate?.fingerprint ?? null, { setupToken, say });
  } catch (cause) {
    await shutdown.run();
    throw cause;
  }
}

/** The embedded database has one supervisor: a second one would stop it under the first. */
function ownFolder(folder: DataFolder): Lock {
  const lock = takeLock(`${folder.root}/supervisor.lock`);
  if (lock !== null) return lock;
  throw new StartProblem(
    `Another Quorate is running with the data folder ${folder.root}. Stop it first, or set QUORATE_DATA to another folder.`,
  );
}

/** Starts so many and returns what stops them all: the first makes the keys that the others find. */
async function startEngines(
  count: number,
  start: (name: string) => Promise<KeptProcess>,
): Promise<() => Promise<void>> {
  const first = await start("engine");
  const others = await Promise.all(Array.from({ length: count - 1 }, (_, at) => start(`engine ${at + 2}`)));
  return async () => void (await Promise.all([first, ...others].map(({ stop }) => stop())));
}

interface EngineFacts {
  readonly name: string;
  readonly root: string;
  readonly folder: DataFolder;
  readonly watchUrl: string;
  /** Of the network edge: no cluster listens there. */
  readonly port: number;
}

/** The engine alone is told where the private keys lie. */
function enginePlace({ name, root, folder, watchUrl, port }: EngineFacts): KeptPlace {
  return {
    name,
    root,
    script: join("lib", "watch", "main.ts"),
    launcher: null,
    nodeArgs: ENGINE_HEAP,
    env: { DATABASE_URL: watchUrl, QUORATE_KEYS: folder.secrets, QUORATE_EDGE_PORT: String(port) },
  };
}

/** The first admin's one-time token; loaded late, because it needs the generated database client. */
async function setupTokenIn(webUrl: string): Promise<string | null> {
  const [{ ensureSetupToken }, { closeDatabase, useDatabase }] = await Promise.all([
    import("#lib/auth/setup.ts"),
    import("#lib/store/client.ts"),
  ]);
  await useDatabase(webUrl);
  try {
    return await ensureSetupToken();
  } finally {
    await closeDatabase();
  }
}

interface Announcement {
  readonly setupToken: string | null;
  readonly say: Say;
}

function announce(settings: StartSettings, fingerprint: string | null, { setupToken, say }: Announcement): void {
  const address = addressOf(settings);
  if (fingerprint !== null) say(`Certificate SHA-256 ${fingerprint}`);
  say(`Quorate is ready: ${address}`);
  // Printed to the terminal and nowhere else: who has this link becomes the first admin.
  if (setupToken !== null) say(`First admin, once: ${address}/setup?token=${setupToken}`);
}
