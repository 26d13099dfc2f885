import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { type EngineSign, engineSigns } from "#lib/store/live/engines.ts";

/** What this process writes of itself, so that the next one on this host can tell whether it still lives. */
export function ownSign(): EngineSign {
  return { pid: process.pid, place: `${hostname()} ${pidNamespace()}` };
}

/** Process numbers of two containers on one host mean nothing to each other. */
function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

/** Engines that ran on this very host and whose process is gone, such as the one that was killed a moment ago. */
export async function deadNeighbours(ownId: string): Promise<readonly string[]> {
  const own = ownSign();
  const others = (await engineSigns(own.place)).filter(({ id }) => id !== ownId);
  // The same number again is ours: whoever had it before has ended.
  return others.filter(({ pid }) => pid === own.pid || !isAlive(pid)).map(({ id }) => id);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return !(cause instanceof Error && "code" in cause && cause.code === "ESRCH");
  }
}
