import { join } from "node:path";
import type { WebPlace } from "./place.ts";

/** What Next and our code in it read at run time, below the source tree; `static` is looked for and never there. */
const READ = ["node_modules", "lib", "public", "static", "package.json", "next.config.js", ".env*"];
/** Parameters of a PostgreSQL address that name files, which the driver reads in the web process. */
const FILES_OF_URL = ["sslrootcert", "sslcert", "sslkey"];

/**
 * Arguments that put Node under its permission model: files are read in the source tree alone, nothing is written,
 * no program is started. Addons draw PNG and threads read imports and analyse plans; a thread starts without these
 * limits unless it is given its own, so what must hold in threads too is the business of `hideFrom`.
 */
export function permissionArgs({ root, buildFolder, databaseUrl }: WebPlace): readonly string[] {
  const readable = [...READ, buildFolder].map((path) => join(root, path));
  return [
    "--permission",
    "--allow-worker",
    "--allow-addons",
    // It would repeat at every start that addons and threads are allowed.
    "--disable-warning=SecurityWarning",
    ...[...readable, ...filesOf(databaseUrl)].map((path) => `--allow-fs-read=${path}`),
  ];
}

function filesOf(databaseUrl: string): readonly string[] {
  const { searchParams } = new URL(databaseUrl);
  return FILES_OF_URL.flatMap((name) => searchParams.get(name) ?? []);
}
