import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { type Listener, readPostmaster, urlOf } from "#lib/config/database-url.ts";
import { codeOf } from "#lib/start/problem.ts";
import { withSession } from "#lib/store/people/session.ts";

/** Superuser of the embedded server; it owns the tables, and only the supervisor knows its password. */
export interface Owner {
  readonly user: string;
  readonly password: string;
}

/** A dead process keeps the file; a live one that does not answer within this time is not ours. */
const ANSWER_TIMEOUT_MS = 2000;

/** The running server of this data folder, when it answers to our password and says that the folder is its own. */
export async function findRunning(folder: DataFolder, owner: Owner): Promise<(Listener & { pid: number }) | null> {
  const found = readPostmaster(folder);
  if (found === null || !isAlive(found.pid)) return null;
  return (await answers(found, owner, join(folder.postgres, "data"))) ? found : null;
}

export async function answers(listener: Listener, owner: Owner, dataDirectory: string): Promise<boolean> {
  const connectionString = urlOf(listener, { ...owner, database: "postgres" });
  try {
    return await withSession(
      connectionString,
      async (client) => {
        const { rows } = await client.query<{ folder: string }>("SELECT current_setting('data_directory') AS folder");
        return rows[0]?.folder === dataDirectory;
      },
      ANSWER_TIMEOUT_MS,
    );
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (cause) {
    if (codeOf(cause) !== "EPERM") return false;
  }
  return !isZombie(pid);
}

/** An orphan in a container whose first process reaps nobody stays in the process table after its end. */
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** After a reboot the process id in the file may belong to any program; PostgreSQL would refuse to start over it. */
export function clearStaleFiles(folder: DataFolder): void {
  const found = readPostmaster(folder);
  if (found === null || !isAlive(found.pid) || isPostgres(found.pid)) return;
  rmSync(join(folder.postgres, "data", "postmaster.pid"), { force: true });
  rmSync(join(found.host, `.s.PGSQL.${found.port}.lock`), { force: true });
}

function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres";
  } catch {
    // Without /proc we cannot know: leave the file to PostgreSQL's own judgement.
    return true;
  }
}
