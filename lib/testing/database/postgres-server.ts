import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataFolder } from "#lib/config/data-folder.ts";
import { APP_ROLE, OWNER_ROLE, urlOf, WATCH_ROLE } from "#lib/config/database-url.ts";
import { ensureLogins } from "#lib/start/database/roles.ts";
import { preparePostgresProgram } from "#lib/start/postgres/program.ts";
import { prepareRunner } from "#lib/start/postgres/runner.ts";
import { startPostgres, stopPostgres } from "#lib/start/postgres/server.ts";
import { prepareQueue } from "#lib/store/connection/queue.ts";
import { migrate } from "#lib/store/migrate.ts";
import { withSession } from "#lib/store/people/session.ts";

/** A PostgreSQL of its own in a temporary folder, with a migrated template that test databases are copied from. */
export interface TestServer {
  /** As the owner, to the database `postgres`. */
  readonly url: string;
  readonly template: string;
  /** Of the logins of both processes. */
  readonly appPassword: string;
}

const TEMPLATE = "quorate_template";

export interface RunningTestServer {
  readonly server: TestServer;
  /** Stops it in place; `restart` brings the same data back at the same address. */
  readonly halt: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startTestServer(): Promise<RunningTestServer> {
  const root = mkdtempSync(join(tmpdir(), "quorate-test-"));
  chmodSync(root, 0o711);
  const folder = dataFolder({ QUORATE_DATA: root });
  const say = (): void => undefined;
  const owner = { user: OWNER_ROLE, password: randomUUID() };
  const place = { folder, owner, runner: prepareRunner(folder, say), program: preparePostgresProgram(folder) };
  let running = await startPostgres(place, say);
  let guard = endWithUs(running.pid, root);
  const { host, port } = running;
  const server = {
    url: urlOf({ host, port }, { ...owner, database: "postgres" }),
    template: TEMPLATE,
    appPassword: randomUUID(),
  };
  await makeTemplate(server);
  return {
    server,
    halt: () => stopPostgres(running.pid),
    restart: async () => {
      running = await startPostgres(place, say, { host, port });
      guard.kill();
      guard = endWithUs(running.pid, root);
    },
    stop: async () => {
      guard.kill();
      await stopPostgres(running.pid);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

export function urlOfDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** A killed test run cannot clean up: a shell that waits for the end of our pipe does it then. */
function endWithUs(pid: number, root: string): ChildProcess {
  const script = 'cat > /dev/null; kill -INT "$1"; sleep 2; rm -rf "$2"';
  const guard = spawn("/bin/sh", ["-c", script, "sh", String(pid), root], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  guard.unref();
  return guard;
}

async function makeTemplate({ url, appPassword }: TestServer): Promise<void> {
  await withSession(url, (client) => client.query(`CREATE DATABASE ${TEMPLATE}`));
  const templateUrl = urlOfDatabase(url, TEMPLATE);
  await migrate(templateUrl);
  await ensureLogins(templateUrl, { [APP_ROLE]: appPassword, [WATCH_ROLE]: appPassword });
  const watchUrl = new URL(templateUrl);
  watchUrl.username = WATCH_ROLE;
  watchUrl.password = appPassword;
  await prepareQueue(watchUrl.href);
}
