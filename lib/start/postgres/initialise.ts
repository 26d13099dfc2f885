import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Say, StartProblem } from "#lib/start/problem.ts";
import type { ServerPlace } from "./server.ts";

/** A data folder can be read by its own major version only. */
const MAJOR_VERSION = "18";

/** Creates the database files once; killed half way, the next start begins anew. */
export async function initialise(place: ServerPlace, say: Say): Promise<void> {
  const home = place.folder.postgres;
  makeSocketFolder(place);
  if (existsSync(join(home, "data"))) return checkVersion(join(home, "data"));
  say(`Creating the database in ${home} ...`);
  const draft = join(home, "data.new");
  const passwordFile = join(home, "password.new");
  rmSync(draft, { recursive: true, force: true });
  writeFileSync(passwordFile, place.owner.password, { mode: 0o600 });
  if (place.runner !== null) chownSync(passwordFile, place.runner.uid, place.runner.gid);
  try {
    await runInitdb(place, draft, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(draft, join(home, "data"));
}

function makeSocketFolder({ folder, runner }: ServerPlace): void {
  const path = join(folder.postgres, "socket");
  if (mkdirSync(path, { recursive: true, mode: 0o700 }) === undefined || runner === null) return;
  chownSync(path, runner.uid, runner.gid);
}

function checkVersion(data: string): void {
  const version = readFileSync(join(data, "PG_VERSION"), "utf8").trim();
  if (version === MAJOR_VERSION) return;
  throw new StartProblem(
    `The database in ${data} was written by PostgreSQL ${version}; this version brings PostgreSQL ${MAJOR_VERSION}. Dump it with the old version of Quorate and restore it into a new data folder.`,
  );
}

async function runInitdb({ program, runner, owner }: ServerPlace, target: string, passwordFile: string): Promise<void> {
  const child = spawn(
    program.initdb,
    [
      ...["-D", target, "-U", owner.user, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
      // Same sort order and case rules on every machine, whatever locales it has installed.
      ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: "/",
      env: { NODE_ENV: "production", TZ: "UTC" },
      ...(runner === null ? {} : { uid: runner.uid, gid: runner.gid }),
    },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  if (code === 0) return;
  throw new StartProblem(`The database could not be created: ${output.trim().split("\n").slice(-3).join(" ")}`);
}
