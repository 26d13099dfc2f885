import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { resolve } from "node:path";

/** The source tree that this check lies in. */
export const ROOT = resolve(import.meta.dirname, "..");

export interface StartWish {
  /** Program and arguments; without it the supervisor itself, so that `pid` is the supervisor's. */
  readonly command?: readonly [string, ...string[]];
  readonly cwd?: string;
  readonly env: Readonly<Record<string, string>>;
  /** What `env` is added to; without it our own environment, cleaned. */
  readonly inherited?: NodeJS.ProcessEnv;
  readonly account?: { readonly uid: number; readonly gid: number };
  /** A first start builds. */
  readonly timeoutMs?: number;
}

export interface Product {
  readonly address: string;
  /** Of the first process of the command. */
  readonly pid: number;
  /** From the start of the command to the line that says ready. */
  readonly readyMs: number;
  /** Everything printed so far. */
  readonly output: () => string;
  /** Waits for a printed line and returns the first group of the pattern. */
  readonly printed: (pattern: RegExp) => Promise<string>;
  /** Ctrl-C, as a terminal sends it: to the whole process group. */
  readonly stop: () => Promise<void>;
}

const READY = /Quorate is ready: (\S+)\n/;
const START_TIMEOUT_MS = 300_000;
/** Longer than the product waits for its database. */
const STOP_TIMEOUT_MS = 75_000;

/** Starts the product and waits until it says that it is ready. */
export async function startProduct(wish: StartWish): Promise<Product> {
  const [program, ...args] = wish.command ?? [process.execPath, "lib/start/main.ts", "start"];
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: wish.cwd ?? ROOT,
    env: { ...(wish.inherited ?? cleanEnv()), ...wish.env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    ...wish.account,
  });
  child.on("error", () => undefined);
  const unguard = endWithUs(child);
  const printed = listenTo(child, wish.timeoutMs ?? START_TIMEOUT_MS);
  const stop = async (): Promise<void> => {
    await interrupt(child);
    unguard();
  };
  try {
    const address = await printed.wait(READY);
    const readyMs = performance.now() - startedAt;
    return { address, pid: child.pid ?? 0, readyMs, output: printed.all, printed: printed.wait, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

/** What would point the product at a database or an address of someone else, and what npm adds to its scripts. */
const FOREIGN =
  /^(?:HOST|PORT|DATABASE_URL|NODE_ENV|INIT_CWD|PG\w+|QUORATE_(?!BUILD_DIR$|REQUIRE_REAL$)\w+|npm_(?!config_registry$)\w+)$/;

export function cleanEnv(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (FOREIGN.test(name)) Reflect.deleteProperty(env, name);
  return env;
}

export async function freePort(): Promise<string> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return String(typeof address === "object" && address !== null ? address.port : 0);
}

function listenTo(child: ChildProcess, timeoutMs: number) {
  let text = "";
  const heard = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      text += String(chunk);
      heard.dispatchEvent(new Event("more"));
    });
  }
  child.on("exit", () => heard.dispatchEvent(new Event("end")));
  const wait = (pattern: RegExp): Promise<string> =>
    new Promise((found, failed) => {
      const listening = new AbortController();
      const settle = (act: () => void): void => {
        listening.abort();
        clearTimeout(timer);
        act();
      };
      const fail = (why: string): void => settle(() => failed(new Error(`${why}:\n${lastLines(text)}`)));
      const look = (): void => {
        const [, group] = pattern.exec(text) ?? [];
        if (group !== undefined) settle(() => found(group));
      };
      const timer = setTimeout(() => fail(`The product did not print ${pattern} in time`), timeoutMs);
      heard.addEventListener("more", look, { signal: listening.signal });
      heard.addEventListener("end", () => fail("The product ended early"), { signal: listening.signal });
      look();
    });
  return { all: () => text, wait };
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-8).join("\n");
}

async function interrupt(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  signalGroup(child.pid, "SIGINT");
  const killer = setTimeout(() => signalGroup(child.pid ?? 0, "SIGKILL"), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(killer);
}

/** A check that is cut short takes its product with it. */
function endWithUs(child: ChildProcess): () => void {
  const end = (): void => signalGroup(child.pid ?? 0, "SIGINT");
  const leave = (): void => process.exit(130);
  process.on("exit", end);
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, leave);
  return () => {
    process.off("exit", end);
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, leave);
  };
}

function signalGroup(pid: number, signal: "SIGINT" | "SIGKILL"): void {
  try {
    if (pid > 0) process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}
