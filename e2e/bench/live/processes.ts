import { readdirSync, readFileSync } from "node:fs";

/** Ticks of the CPU clock a second: what Linux tells programs on every platform. */
const TICKS = 100;
const PAGE_BYTES = 4096;

interface Stat {
  readonly parent: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** User and system time of a process and of everything it started, s; less what some of that is counted for elsewhere. */
export function cpuOf(pid: number, without?: number): number {
  const pids = new Set([pid, ...childrenOf(pid)]);
  for (const other of without === undefined ? [] : [without, ...childrenOf(without)]) pids.delete(other);
  return [...pids].reduce((sum, one) => sum + (stat(one)?.cpuSeconds ?? 0), 0);
}

export function rssOf(pid: number): number {
  return stat(pid)?.rssBytes ?? 0;
}

function childrenOf(pid: number): readonly number[] {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const own = pids.filter((one) => stat(one)?.parent === pid);
  return own.flatMap((one) => [one, ...childrenOf(one)]);
}

function stat(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name in brackets may hold anything.
    const fields = text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
    return {
      parent: fields[1] ?? 0,
      cpuSeconds: (user + system + childUser + childSystem) / TICKS,
      rssBytes: (fields[21] ?? 0) * PAGE_BYTES,
    };
  } catch {
    return null;
  }
}
