import { homedir } from "node:os";
import { join, resolve } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/** Where secrets, the embedded database and the generated certificate live. */
export interface DataFolder {
  readonly root: string;
  /** Ours alone: passwords and keys. */
  readonly secrets: string;
  /** Belongs to the account that runs PostgreSQL. */
  readonly postgres: string;
  /** Our copy of the PostgreSQL programs. */
  readonly program: string;
}

/** `QUORATE_DATA`, else a system folder for root (home of root is closed to other accounts), else the user's data home. */
export function dataFolder(env: Env = process.env): DataFolder {
  // Else the bundler takes the folder for sources of its own, and warns of it in every first build.
  const root = resolve(/* turbopackIgnore: true */ env.QUORATE_DATA || defaultRoot(env));
  return {
    root,
    secrets: join(root, "secrets"),
    postgres: join(root, "postgres"),
    program: join(root, "program"),
  };
}

function defaultRoot(env: Env): string {
  if (process.getuid?.() === 0) return "/var/lib/quorate";
  if (process.platform === "win32" && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, "quorate");
  return join(env.XDG_DATA_HOME || join(homedir(), ".local", "share"), "quorate");
}
