import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { isAlive } from "#lib/start/postgres/postmaster.ts";

/** Path limit of a Unix socket is 107 bytes on Linux, 103 on macOS. */
const PATH_MAX_BYTES = 100;

/** Where web listens for the edge: a socket in a folder that only our account may enter. */
export function webSocketPath(folder: DataFolder): string {
  const name = `web-${process.pid}.sock`;
  if (process.platform === "win32") return `\\\\.\\pipe\\quorate-${name}`;
  const home = join(folder.root, "run");
  if (Buffer.byteLength(join(home, name)) > PATH_MAX_BYTES) return join(mkdtempSync(join(tmpdir(), "quorate-")), name);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  removeLeftovers(home);
  return join(home, name);
}

/** Sockets of supervisors that were killed. */
function removeLeftovers(home: string): void {
  for (const name of readdirSync(home)) {
    const pid = /^web-(\d+)\.sock$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(home, name), { force: true });
  }
}
