import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DataFolder } from "#lib/config/data-folder.ts";
import type { Listener } from "#lib/config/database-url.ts";
import { type Say, StartProblem } from "#lib/start/problem.ts";
import { ENGINES_MAX } from "#lib/start/settings.ts";
import { initialise } from "./initialise.ts";
import { answers, clearStaleFiles, findRunning, isAlive, type Owner } from "./postmaster.ts";
import type { PostgresProgram } from "./program.ts";
import { isAboutRoom } from "./room.ts";
import type { Runner } from "./runner.ts";

export interface ServerPlace {
  readonly folder: DataFolder;
  readonly program: PostgresProgram;
  readonly runner: Runner;
  readonly owner: Owner;
}

export interface PostgresServer extends Listener {
  readonly pid: number;
  /** True when the server was already running: the supervisor before us was killed. */
  readonly isAttached: boolean;
}

/** Old children of a killed server hold its shared memory for a second or two; starts before that fail. */
const START_TRIES_MS = 10_000;
const RETRY_MS = 200;
const READY_POLL_MS = 20;
const READY_TIMEOUT_MS = 60_000;
/** The last checkpoint writes everything to disk; `pg_ctl stop` has the same patience. */
const STOP_TIMEOUT_MS = 60_000;
/** Path limit of a Unix socket is 107 bytes on Linux, 103 on macOS, with `/.s.PGSQL.5432` at its end. */
const SOCKET_FOLDER_MAX = 85;
const SOCKET_PORT = 5432;
/** Of its log: more than one start writes, less than two. */
const TAIL_LINES = 12;

/** Attaches to the server of this data folder when one runs, else creates the database when missing and starts it. */
export async function startPostgres(place: ServerPlace, say: Say, before?: Listener): Promise<PostgresServer> {
  const running = await findRunning(place.folder, place.owner);
  if (running !== null) return { ...running, isAttached: true };
  await initialise(place, say);
  const deadline = performance.now() + START_TRIES_MS;
  for (;;) {
    clearStaleFiles(place.folder);
    const listener = before ?? (await chooseListener(place.folder));
    const child = launch(place, listener);
    if (await isReady(child, listener, place)) return { ...listener, pid: child.pid ?? 0, isAttached: false };
    const words = lastWords(place.folder);
    if (performance.now() > deadline || isAboutRoom(words)) {
      throw new StartProblem(`PostgreSQL does not start: ${words}. See ${logPath(place.folder)}.`);
    }
    await sleep(RETRY_MS);
  }
}

/** Ends sessions, writes a checkpoint and waits for the process to leave. */
export async function stopPostgres(pid: number): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing waits for clients.
  if (isAlive(pid)) process.kill(pid, "SIGINT");
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isAlive(pid) && performance.now() < deadline) await sleep(READY_POLL_MS);
}

async function chooseListener(folder: DataFolder): Promise<Listener> {
  const socketFolder = join(folder.postgres, "socket");
  if (process.platform !== "win32" && Buffer.byteLength(socketFolder) <= SOCKET_FOLDER_MAX) {
    return { host: socketFolder, port: SOCKET_PORT };
  }
  return { host: "127.0.0.1", port: await freePort() };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function launch({ folder, program, runner }: ServerPlace, listener: Listener): ChildProcess {
  const isSocket = listener.host !== "127.0.0.1";
  const settings = {
    listen_addresses: isSocket ? "" : listener.host,
    unix_socket_directories: isSocket ? listener.host : "",
    unix_socket_permissions: "0700",
    port: String(listener.port),
    // A dozen for the web process and for each engine, and some for whoever looks in.
    max_connections: String((1 + ENGINES_MAX) * 13 + 10),
    fsync: "on",
    log_line_prefix: "%m ",
    log_checkpoints: "off",
  };
  const log = openSync(logPath(folder), "a", 0o600);
  const child = spawn(
    program.postgres,
    [
      "-D",
      join(folder.postgres, "data"),
      ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    ],
    {
      // Its own session: Ctrl-C must reach the database last, and kill -9 of the supervisor not at all.
      detached: true,
      stdio: ["ignore", log, log],
      cwd: "/",
      env: { NODE_ENV: "production", TZ: "UTC" },
      ...(runner === null ? {} : { uid: runner.uid, gid: runner.gid }),
    },
  );
  closeSync(log);
  child.on("error", () => undefined);
  child.unref();
  return child;
}

async function isReady(child: ChildProcess, listener: Listener, place: ServerPlace): Promise<boolean> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (child.pid !== undefined && child.exitCode === null && performance.now() < deadline) {
    if (await answers(listener, place.owner, join(place.folder.postgres, "data"))) return true;
    await sleep(READY_POLL_MS);
  }
  return false;
}

function logPath(folder: DataFolder): string {
  mkdirSync(join(folder.root, "log"), { recursive: true, mode: 0o700 });
  return join(folder.root, "log", "postgres.log");
}

/** What it said last that is a reason: of its end it tells in further lines. */
function lastWords(folder: DataFolder): string {
  const lines = readFileSync(logPath(folder), "utf8").trim().split("\n").slice(-TAIL_LINES);
  return lines.findLast((line) => /\b(?:FATAL|PANIC): /.test(line)) ?? lines.at(-1) ?? "it wrote no log";
}
