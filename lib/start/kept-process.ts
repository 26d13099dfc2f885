import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Say, StartProblem } from "./problem.ts";
import type { Launcher } from "./web/hiding.ts";

export interface KeptPlace {
  /** What it is called in a sentence, such as `web process`. */
  readonly name: string;
  readonly root: string;
  /** Path of the script below the root. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** What starts Node; null = we do. */
  readonly launcher: Launcher | null;
  readonly nodeArgs: readonly string[];
  /** Clears what an earlier run left behind. */
  readonly prepare?: () => void;
}

export interface KeptProcess {
  /** Changes the environment of the running process and of those after it. */
  readonly tell: (env: Readonly<Record<string, string>>) => void;
  readonly stop: () => Promise<void>;
}

/**
 * Arguments of Node for the engine. Most of what it allocates lives until the next look: left to itself V8 would let
 * three times of what lives pile up as garbage before it collects, and hold on to a large young generation as well.
 */
export const ENGINE_HEAP: readonly string[] = ["--max-semi-space-size=32", "--heap-growing-percent=50"];

const STOP_TIMEOUT_MS = 6000;
const RESTART_DELAY_MS = 1000;
/** Crashes in a row, each sooner than this after its start, before we stop trying. */
const CRASHES_MAX = 5;
const STEADY_MS = 30_000;

/** Starts a process of ours, resolves when it says that it is ready, and starts it again whenever it crashes. */
export async function startKept(
  place: KeptPlace,
  say: Say,
  onGivingUp: (why: StartProblem) => void,
): Promise<KeptProcess> {
  const env = { ...place.env };
  let child = launch({ ...place, env });
  let isStopping = false;
  let crashes = 0;
  let timer: NodeJS.Timeout | undefined;

  function keepUp(): void {
    const startedAt = performance.now();
    child.once("exit", (code, signal) => {
      if (isStopping) return;
      crashes = performance.now() - startedAt > STEADY_MS ? 1 : crashes + 1;
      if (crashes >= CRASHES_MAX)
        return onGivingUp(new StartProblem(`The ${place.name} ended ${crashes} times in a row.`));
      say(`The ${place.name} ended (${signal ?? `code ${code}`}); starting it again.`);
      timer = setTimeout(() => {
        child = launch({ ...place, env });
        keepUp();
      }, RESTART_DELAY_MS);
    });
  }

  await untilReady(child, place.name);
  keepUp();
  return {
    tell: (changes) => {
      Object.assign(env, changes);
      if (child.connected) child.send({ env: changes });
    },
    stop: async () => {
      isStopping = true;
      clearTimeout(timer);
      await end(child);
    },
  };
}

/** Starts it once. */
export function launch({ root, script, env, launcher, nodeArgs, prepare }: KeptPlace): ChildProcess {
  prepare?.();
  // SIGUSR1 would open Node's debugger to every process of this account, and with it whatever the process holds.
  const args = ["--disable-sigusr1", ...nodeArgs];
  return fork(join(root, script), [], {
    cwd: root,
    execPath: launcher?.program ?? process.execPath,
    execArgv: launcher === null ? args : [...launcher.args, process.execPath, ...args],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...inherited(), ...env },
  });
}

/** Our environment without what concerns the supervisor alone: keys, and the owner's way into the database. */
function inherited(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:PG|QUORATE_TLS_|QUORATE_(?:DATA|KEYS)$|DATABASE_URL$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}

async function untilReady(child: ChildProcess, name: string): Promise<void> {
  const abort = new AbortController();
  const { signal } = abort;
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new StartProblem(`The ${name} ended with code ${code} before it was ready; its own words are above.`);
  });
  try {
    await Promise.race([once(child, "message", { signal }), ended]);
  } finally {
    abort.abort();
    ended.catch(() => undefined);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await once(child, "exit");
  clearTimeout(killer);
}
