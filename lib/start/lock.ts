import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

export interface Lock {
  readonly release: () => void;
}

/**
 * Takes the lock on `path`; null when another process holds it.
 * SQLite's exclusive lock is the one lock in Node's library that the system drops by itself after kill -9.
 */
export function takeLock(path: string): Lock | null {
  mkdirSync(dirname(path), { recursive: true });
  const file = new DatabaseSync(path);
  try {
    file.exec("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE");
    return { release: () => file.close() };
  } catch (cause) {
    file.close();
    if (cause instanceof Error && cause.message.includes("locked")) return null;
    throw cause;
  }
}
