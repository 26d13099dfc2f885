import { spawn } from "node:child_process";
import { once } from "node:events";
import { programFolders } from "#e2e/real/programs.ts";

export interface ShellAnswer {
  readonly code: number | null;
  readonly output: string;
}

export interface ShellWish {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** No step of the lab takes longer than kubeadm's own patience. */
const TIMEOUT_MS = 300_000;

/** Runs a program of the host to its end and gathers what it prints on both outputs. */
export async function tryRun(argv: readonly string[], wish: ShellWish = {}): Promise<ShellAnswer> {
  const [program = "", ...args] = argv;
  const path = [...programFolders(), process.env.PATH ?? "", "/usr/sbin", "/sbin"].join(":");
  const env = { ...process.env, PATH: path, ...wish.env };
  const child = spawn(program, args, { env, timeout: wish.timeoutMs ?? TIMEOUT_MS, killSignal: "SIGKILL" });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => parts.push(text));
  }
  child.stdin.on("error", () => undefined).end(wish.input ?? "");
  const [code] = await once(child, "close");
  return { code, output: parts.join("") };
}

/** The same, for a step that everything after it stands on; answers what was printed. */
export async function mustRun(argv: readonly string[], wish: ShellWish = {}): Promise<string> {
  const { code, output } = await tryRun(argv, wish);
  if (code === 0) return output;
  throw new Error(`${argv.join(" ")} ended with code ${code}: ${output.trim().split("\n").slice(-12).join("\n")}`);
}
