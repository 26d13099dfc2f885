import { randomBytes } from "node:crypto";
import { accessSync, constants, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type DataFolder, dataFolder } from "#lib/config/data-folder.ts";
import { readSecret } from "#lib/config/database-url.ts";
import { reasonOf, StartProblem } from "./problem.ts";

const SECRET_BYTES = 32;

/** Makes the data folder when missing and proves that we can write to it. */
export function openDataRoot(sourceRoot: string): DataFolder {
  const folder = dataFolder();
  const inside = relative(sourceRoot, folder.root);
  if (inside !== ".." && !inside.startsWith(`..${sep}`)) {
    throw new StartProblem(
      `The data folder ${folder.root} lies inside the source tree, where a clean checkout would delete it. Set QUORATE_DATA to a folder elsewhere.`,
    );
  }
  try {
    // Root's folder is passed through by the account of PostgreSQL; everything in it is closed by itself.
    mkdirSync(folder.root, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    accessSync(folder.root, constants.W_OK | constants.X_OK);
    mkdirSync(folder.secrets, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartProblem(
      `Cannot write to the data folder ${folder.root} (${reasonOf(cause)}). Set QUORATE_DATA to a folder that you own.`,
      cause,
    );
  }
  return folder;
}

/** The secret of that name; a random one is made at first use, readable by us alone. */
export function ensureSecret(folder: DataFolder, name: string): string {
  const known = readSecret(folder, name);
  if (known) return known;
  const made = randomBytes(SECRET_BYTES).toString("base64url");
  writeSecret(join(folder.secrets, name), made);
  return made;
}

/** Written beside and moved into place, so that a kill leaves the old file or the new one, never half of one. */
export function writeSecret(path: string, text: string): void {
  writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}
