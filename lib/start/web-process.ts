import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Say, StartProblem } from "./problem.ts";

export interface WebPlace {
  readonly root: string;
  readonly socketPath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface WebProcess {
  /** Changes the environment of the running process and of those after it. */
  readonly tell: (env: Readonly<Record<string, string>>) => void;
  readonly stop: () => Promise<void>;
}

const STOP_TIMEOUT_MS = 6000;
const RESTART_DELAY_MS = 1000;
/** Crashes in a row, each sooner than this after its start, before we stop trying. */
const CRASHES_MAX = 5;
const STEADY_MS = 30_000;

/** Starts the web process, resolves when it answers, and starts it again whenever it crashes. */
export async function startWeb(
  place: WebPlace,
  say: Say,
  onGivingUp: (why: StartProblem) => void,
): Promise<WebProcess> {
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
        return onGivingUp(new StartProblem(`The web process ended ${crashes} times in a row.`));
      say(`The web process ended (${signal ?? `code ${code}`}); starting it again.`);
      timer = setTimeout(() => {
        child = launch({ ...place, env });
        keepUp();
      }, RESTART_DELAY_MS);
    });
  }

  await untilReady(child);
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

function launch({ root, socketPath, env }: WebPlace): ChildProcess {
  if (process.platform !== "win32") rmSync(socketPath, { force: true });
  return fork(join(root, "lib", "start", "web.ts"), [], {
    cwd: root,
    execArgv: [],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...inherited(), ...env, QUORATE_WEB_SOCKET: socketPath },
  });
}

/** Our environment without what concerns the supervisor alone: keys, and the owner's way into the database. */
function inherited(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:PG|QUORATE_TLS_|QUORATE_DATA$|DATABASE_URL$)/.test(name),
  );
  return { ...Object.fromEntries(kept), NODE_ENV: "production" };
}

async function untilReady(child: ChildProcess): Promise<void> {
  const abort = new AbortController();
  const { signal } = abort;
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new StartProblem(`The web process ended with code ${code} before it was ready; its own words are above.`);
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
