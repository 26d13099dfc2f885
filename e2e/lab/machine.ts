import { spawn } from "node:child_process";
import { mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { programFolders } from "#e2e/real/programs.ts";
import { FOLDER, type MachinePlace } from "./layout.ts";
import { namespaceOf } from "./network.ts";
import { mustRun, type ShellAnswer, type ShellWish, tryRun } from "./shell.ts";

export interface Machine extends MachinePlace {
  /** Runs a program inside, to its end. */
  readonly run: (argv: readonly string[], wish?: ShellWish) => Promise<string>;
  readonly tryRun: (argv: readonly string[], wish?: ShellWish) => Promise<ShellAnswer>;
  readonly readFile: (path: string) => string;
  /** Sends a signal to a program that runs inside, by its name; false where none runs. */
  readonly signal: (program: string, signal: NodeJS.Signals) => boolean;
}

export interface MachineOrder {
  /** The first process, which ends with the machine. */
  readonly init: readonly string[];
  /** Files below /etc or /var that are there before it starts. */
  readonly files: Readonly<Record<string, string>>;
}

/** Private /etc, /var and /run at their usual paths, so that programs run unmodified and nothing lands on the host. */
const BOOT = `set -e
for layer in etc var; do
  mount -t overlay overlay -o "lowerdir=/$layer,upperdir=$FOLDER/$layer,workdir=$FOLDER/$layer.work" "/$layer"
done
mount -t tmpfs tmpfs /run
mkdir -p /run/haproxy
hostname "$NAME"
exec "$@"`;

/** Starts a machine: its own network, mount, host-name and process namespaces, with `init` as the first process. */
export async function powerOn(place: MachinePlace, { init, files }: MachineOrder): Promise<Machine> {
  const folder = join(FOLDER, place.name);
  for (const layer of ["etc", "etc.work", "var", "var.work"]) {
    mkdirSync(join(folder, layer), { recursive: true, mode: 0o755 });
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, path), text);
  }
  const log = openSync(join(folder, "log"), "a");
  const unshare = ["unshare", "--mount", "--uts", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const boot = [...unshare, "--propagation", "private", "sh", "-c", BOOT, "boot", ...init];
  const child = spawn("ip", ["netns", "exec", namespaceOf(place), ...boot], {
    env: { ...process.env, PATH: machinePath(), FOLDER: folder, NAME: place.name, NODE_IP: place.ip },
    stdio: ["ignore", log, log],
    detached: true,
  });
  child.unref();
  return machineAt(place, await firstProcess(place));
}

/** The handle of a machine that runs already. */
export async function findMachine(place: MachinePlace): Promise<Machine> {
  return machineAt(place, await firstProcess(place));
}

function machineAt(place: MachinePlace, init: number): Machine {
  const enter = (argv: readonly string[]): readonly string[] => {
    return ["nsenter", "-t", `${init}`, "-m", "-u", "-n", "-p", "--", "env", `PATH=${machinePath()}`, ...argv];
  };
  return {
    ...place,
    run: (argv, wish) => mustRun(enter(argv), wish),
    tryRun: (argv, wish) => tryRun(enter(argv), wish),
    readFile: (path) => readFileSync(`/proc/${init}/root${path}`, "utf8"),
    signal: (program, signal) => {
      const pids = pidsBeside(init).filter((pid) => programOf(pid) === program);
      for (const pid of pids) process.kill(pid, signal);
      return pids.length > 0;
    },
  };
}

/** The one whose process id is 1 inside: the mounts are made once it runs its own program. */
async function firstProcess(place: MachinePlace): Promise<number> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const { output } = await tryRun(["ip", "netns", "pids", namespaceOf(place)]);
    for (const pid of output.split("\n").filter((line) => line !== "")) {
      if (innerPid(Number(pid)) === 1 && programOf(Number(pid)) === "node") return Number(pid);
    }
    await sleep(50);
  }
  throw new Error(`${place.name} does not start: see ${join(FOLDER, place.name, "log")}`);
}

function innerPid(pid: number): number | null {
  const [, inner] = /^NSpid:.*\t(\d+)$/m.exec(procFile(pid, "status")) ?? [];
  return inner === undefined ? null : Number(inner);
}

function pidsBeside(init: number): readonly number[] {
  const namespace = processNamespace(init);
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((pid) => namespace !== null && processNamespace(pid) === namespace);
}

function programOf(pid: number): string {
  return basename(procFile(pid, "cmdline").split("\0")[0] ?? "");
}

/** Null where the process is gone. */
function processNamespace(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/ns/pid`);
  } catch {
    return null;
  }
}

function procFile(pid: number, file: "status" | "cmdline"): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** Where the built programs lie, and the system's own. */
function machinePath(): string {
  return [...programFolders(), "/usr/sbin", "/usr/bin", "/sbin", "/bin"].join(":");
}
