import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ENGINE_HEAP } from "#lib/start/kept-process.ts";

/** A program of this folder; resolves with the first thing it sends, fails when it ends before that. */
export async function startChild(file: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = fork(join(import.meta.dirname, file), [...args], {
    env,
    execArgv: file === "engine.ts" ? [...ENGINE_HEAP, ...profileArgs()] : [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const gone = once(child, "exit").then(([code]) => Promise.reject(new Error(`${file} ended with code ${code}.`)));
  gone.catch(() => undefined);
  const [first] = await Promise.race([once(child, "message"), gone]);
  return { child, first };
}

/** `QUORATE_BENCH_PROFILE=FOLDER` writes a CPU profile of each engine there. */
function profileArgs(): readonly string[] {
  const folder = process.env.QUORATE_BENCH_PROFILE;
  return folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`];
}

const END_MS = 15_000;

/** Every program of this folder ends when its channel does. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  if (child.connected) child.disconnect();
  await Promise.race([gone, sleep(END_MS, undefined, { ref: false })]);
  child.kill("SIGKILL");
}
