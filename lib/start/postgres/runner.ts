import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, statSync } from "node:fs";
import type { DataFolder } from "#lib/config/data-folder.ts";
import { type Say, StartProblem } from "#lib/start/problem.ts";

/** The account that PostgreSQL runs as; null means ours. */
export type Runner = { readonly name: string; readonly uid: number; readonly gid: number } | null;

const ACCOUNT = "quorate";
const FALLBACK_ACCOUNT = "postgres";

/** PostgreSQL refuses to run as root: finds or creates an account for it and gives it its own part of the data folder. */
export function prepareRunner(folder: DataFolder, say: Say): Runner {
  const runner = process.getuid?.() === 0 ? (ownerOf(folder.postgres) ?? findAccount(say)) : null;
  const isNew = mkdirSync(folder.postgres, { recursive: true, mode: 0o700 }) !== undefined;
  if (runner === null) return null;
  if (isNew) chownSync(folder.postgres, runner.uid, runner.gid);
  openWay(folder, runner, say);
  return runner;
}

/** An existing database keeps its account, whatever accounts were added since. */
function ownerOf(path: string): Runner {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined || found.uid === 0 ? null : { name: String(found.uid), uid: found.uid, gid: found.gid };
}

function findAccount(say: Say): Runner {
  const known = lookUp(ACCOUNT);
  if (known !== null) return known;
  const options = ["--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"];
  spawnSync("useradd", [...options, ACCOUNT], { stdio: "ignore" });
  const made = lookUp(ACCOUNT);
  if (made !== null) {
    say(`Created the system account ${ACCOUNT}: PostgreSQL does not run as root.`);
    return made;
  }
  const fallback = lookUp(FALLBACK_ACCOUNT);
  if (fallback === null) {
    throw new StartProblem(
      `PostgreSQL does not run as root, and the account ${ACCOUNT} could not be created. Create it, start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  say(`PostgreSQL does not run as root: it runs as the account ${FALLBACK_ACCOUNT}.`);
  return fallback;
}

function lookUp(name: string): Runner {
  const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }));
  if (uid?.status !== 0 || gid?.status !== 0) return null;
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** The account must be able to walk to its folder; only the data folder itself is opened for that, never its parents. */
function openWay(folder: DataFolder, runner: NonNullable<Runner>, say: Say): void {
  if (canReach(folder.postgres, runner)) return;
  const { mode, uid } = statSync(folder.root);
  if (uid === 0) {
    chmodSync(folder.root, (mode & 0o777) | 0o011);
    if (canReach(folder.postgres, runner)) {
      say(`Opened ${folder.root} for passing through (mode 0711), so that PostgreSQL reaches its own folder in it.`);
      return;
    }
    chmodSync(folder.root, mode & 0o777);
  }
  throw new StartProblem(
    `The account ${runner.name}, which runs PostgreSQL because you are root, cannot reach ${folder.postgres}. Set QUORATE_DATA to a folder such as /var/lib/quorate, or start as an ordinary user.`,
  );
}

function canReach(path: string, runner: NonNullable<Runner>): boolean {
  const { uid, gid } = runner;
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", path], { uid, gid, cwd: "/", stdio: "ignore" }).status === 0;
}
