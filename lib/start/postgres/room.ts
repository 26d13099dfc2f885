import { statfs } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { DataFolder } from "#lib/config/data-folder.ts";

/** Two segments of the write-ahead log: recovery after a crash writes at least one whole segment. */
const ROOM_BYTES = 32 * 2 ** 20;
const LOOK_EVERY_MS = 1000;

/** Whether PostgreSQL can write, and be started again. */
export async function hasRoom(folder: DataFolder): Promise<boolean> {
  // Blocks that are kept for root do not count: PostgreSQL has an account of its own.
  const { bavail, bsize } = await statfs(folder.postgres);
  return bavail * bsize >= ROOM_BYTES;
}

/** True for the words of a program that met a full disk or a spent quota. */
export function isAboutRoom(words: string): boolean {
  return /No space left on device|[Qq]uota exceeded/.test(words);
}

/** Tells when the disk of the database gets full and when it has room again; returns what ends that. */
export function watchRoom(folder: DataFolder, onChange: (isFull: boolean) => void): () => Promise<void> {
  const ending = new AbortController();
  let wasFull = false;

  async function watch(): Promise<void> {
    for (;;) {
      const isFull = !(await hasRoom(folder).catch(() => true));
      if (isFull !== wasFull) onChange(isFull);
      wasFull = isFull;
      await sleep(LOOK_EVERY_MS, undefined, { signal: ending.signal, ref: false });
    }
  }

  const watching = watch().catch(() => undefined);
  return () => {
    ending.abort();
    return watching;
  };
}
