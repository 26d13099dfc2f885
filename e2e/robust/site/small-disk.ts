import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A data folder on a disk of its own, which a test can fill. */
export interface SmallDisk {
  readonly root: string;
  /** Takes what room there is. */
  readonly fill: () => Promise<void>;
  readonly free: () => void;
  readonly remove: () => void;
}

const BALLAST = "ballast";
const CHUNK_BYTES = 2 ** 20;

/** Null where this machine lets nobody mount, as for an ordinary user or in a closed container. */
export function openSmallDisk(sizeMiB: number): SmallDisk | null {
  const root = mkdtempSync(join(tmpdir(), "quorate-small-disk-"));
  const remove = (): void => {
    spawnSync("umount", ["--lazy", root], { stdio: "ignore" });
    rmSync(root, { recursive: true, force: true });
  };
  // Open for passing through: PostgreSQL has an account of its own.
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMiB}m,mode=0711`, "quorate-test", root], {
    stdio: "ignore",
  });
  if (mounted.status !== 0) {
    remove();
    return null;
  }
  process.once("exit", remove);
  const ballast = join(root, BALLAST);
  return {
    root,
    fill: () => takeAll(root, ballast),
    free: () => rmSync(ballast, { force: true }),
    remove: () => {
      process.off("exit", remove);
      remove();
    },
  };
}

/** In small pieces and not at one go: whoever fills it may run what the product is watching. */
async function takeAll(root: string, ballast: string): Promise<void> {
  for (let bytes = freeBytes(root); bytes > 0; bytes = freeBytes(root)) {
    await appendFile(ballast, Buffer.alloc(Math.min(bytes, CHUNK_BYTES))).catch(() => undefined);
  }
}

function freeBytes(root: string): number {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize;
}
