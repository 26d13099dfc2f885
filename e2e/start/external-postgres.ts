import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "#e2e/product.ts";

/** A PostgreSQL server of the system, as somebody else would run it. */
export interface ExternalPostgres {
  /** As the superuser, to the database `postgres`. */
  readonly url: string;
  /** True while it runs. */
  readonly isUp: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

const SUPERUSER = "dba";
const PASSWORD = "made for one test";
const READY_TIMEOUT_MS = 20_000;
const POLL_MS = 50;

/** Starts the given `postgres` program on a fresh folder, with passwords, on a free port of loopback. */
export async function startExternalPostgres(program: string): Promise<ExternalPostgres> {
  const home = mkdtempSync(join(tmpdir(), "quorate-external-"));
  const account = serverAccount();
  const passwordFile = join(home, "password");
  writeFileSync(passwordFile, PASSWORD, { mode: 0o600 });
  if (account !== null) for (const path of [home, passwordFile]) chownSync(path, account.uid, account.gid);
  chmodSync(home, 0o700);
  const as = { cwd: "/", ...account };
  const [folder, port] = [join(home, "data"), await freePort()];
  const initdb = ["-D", folder, "-U", SUPERUSER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"];
  execFileSync(join(dirname(program), "initdb"), [...initdb, "--no-sync"], { ...as, stdio: "ignore" });
  const options = ["-D", folder, "-p", port, "-k", home, "-c", "listen_addresses=127.0.0.1"];
  const server = spawn(program, options, { ...as, stdio: "ignore" });
  const gone = once(server, "exit");
  const url = `postgresql://${SUPERUSER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  const stop = async (): Promise<void> => {
    server.kill("SIGINT");
    await gone;
    rmSync(home, { recursive: true, force: true });
  };
  const isUp = (): Promise<boolean> => query(url, "SELECT 1").then(isTrue, isFalse);
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await isUp())) {
    if (performance.now() > deadline || server.exitCode !== null) {
      await stop();
      throw new Error(`${program} did not start`);
    }
    await sleep(POLL_MS);
  }
  return { url, isUp, stop };
}

/** One statement in a session of its own. */
export async function query(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

/** PostgreSQL refuses to run as root; Debian's package brings this account. */
function serverAccount(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" })));
  if (uid === undefined || gid === undefined) throw new Error("There is no account postgres");
  return { uid, gid };
}

const isTrue = (): boolean => true;
const isFalse = (): boolean => false;
