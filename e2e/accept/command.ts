import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { cleanEnv, ROOT } from "#e2e/product.ts";

export interface Wish {
  readonly cwd?: string;
  /** Instead of our own environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Called with each printed line. */
  readonly onLine?: (line: string) => void;
}

export interface Ran {
  readonly code: number | null;
  /** Without the colours of a terminal. */
  readonly output: string;
  readonly seconds: number;
}

/** A whole test run of a fresh clone is the longest. */
const TIMEOUT_MS = 1_800_000;

/** Runs a program to its end. */
export async function run(program: string, args: readonly string[], wish: Wish = {}): Promise<Ran> {
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: wish.cwd ?? ROOT,
    env: wish.env ?? cleanEnv(),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: TIMEOUT_MS,
    ...wish.account,
  });
  const lines: string[] = [];
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      lines.push(stripVTControlCharacters(line));
      wish.onLine?.(line);
    });
  }
  const [code] = await once(child, "close");
  return { code, output: lines.join("\n"), seconds: Math.round((performance.now() - startedAt) / 1000) };
}

/** The same, for a step that everything after it stands on. */
export async function mustRun(program: string, args: readonly string[], wish: Wish = {}): Promise<Ran> {
  const ran = await run(program, args, wish);
  if (ran.code === 0) return ran;
  throw new Error(`${program} ${args.join(" ")} ended with code ${ran.code}: ${lastLines(ran.output)}`);
}

export function lastLines(output: string): string {
  return output.trim().split("\n").slice(-6).join(" / ");
}

/** As a login shell has it: the host's own Node first, nothing that npm added for this run. */
export function hostEnv(home: string): NodeJS.ProcessEnv {
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !/node_modules|node-gyp-bin/.test(folder));
  return { ...cleanEnv(), HOME: home, PATH: path.join(delimiter) };
}
