import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "#lib/config/data-folder.ts";

/** The processes of the product under test; its commands are pointed at its data folder. */
export interface Processes {
  readonly supervisor: number;
  readonly web: number;
  readonly engine: number;
}

export function runningProcesses(root = dataFolder().root): Processes {
  // The supervisor names the socket of the web process after itself.
  const names = readdirSync(join(root, "run")).map((name) => /^web-(\d+)\.sock$/.exec(name)?.[1]);
  const supervisor = Number(names.find((pid) => pid !== undefined));
  const find = (script: string): number => {
    const pid = childrenOf(supervisor).find((child) => argumentsOf(child).some((arg) => arg.endsWith(script)));
    if (pid === undefined) throw new Error(`The supervisor ${supervisor} runs no ${script}.`);
    return pid;
  };
  return { supervisor, web: find("lib/start/web.ts"), engine: find("lib/watch/main.ts") };
}

export function childrenOf(pid: number): readonly number[] {
  const tasks = readdirSync(`/proc/${pid}/task`);
  const lists = tasks.flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" "));
  return lists.filter((text) => text !== "").map(Number);
}

export function environmentOf(pid: number): Readonly<Record<string, string>> {
  const entries = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  return Object.fromEntries(
    entries.map((entry) => [entry.split("=", 1)[0] ?? "", entry.slice(entry.indexOf("=") + 1)]),
  );
}

export function argumentsOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
}
