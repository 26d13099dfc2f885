import { spawnSync } from "node:child_process";
import { freePort, startProduct } from "#e2e/product.ts";
import { dataFolder as folderAt } from "#lib/config/data-folder.ts";
import { OWNER_ROLE, readSecret } from "#lib/config/database-url.ts";
import { preparePostgresProgram } from "#lib/start/postgres/program.ts";
import { prepareRunner } from "#lib/start/postgres/runner.ts";
import { startPostgres, stopPostgres } from "#lib/start/postgres/server.ts";
import { type Row, timed } from "./report.ts";

const RUNS = 3;

/** `npm start` of an installation that has run before, to the last byte of its first page. Nothing else may run on it. */
export async function startRow(dataFolder: string): Promise<Row> {
  const ours: number[] = [];
  for (let run = 0; run < RUNS; run += 1) ours.push(await warmStart(dataFolder));
  const beside = [
    { name: "node -e 0", ms: await timed(RUNS, () => spawnSync(process.execPath, ["-e", "0"])) },
    { name: "Postgres start", ms: await postgresStarts(dataFolder) },
  ];
  return { name: "warm npm start to first page", ours, beside, goalMs: 3000 };
}

async function warmStart(dataFolder: string): Promise<number> {
  const env = { QUORATE_DATA: dataFolder, PORT: await freePort() };
  const startedAt = performance.now();
  const product = await startProduct({ command: ["npm", "start"], env });
  try {
    const page = await fetch(`${product.address}/sign-in`);
    await page.text();
    if (page.status !== 200) throw new Error(`The first page answered ${page.status}`);
    return performance.now() - startedAt;
  } finally {
    await product.stop();
  }
}

async function postgresStarts(dataFolder: string): Promise<number[]> {
  const folder = folderAt({ QUORATE_DATA: dataFolder });
  const say = (): void => undefined;
  const owner = { user: OWNER_ROLE, password: readSecret(folder, OWNER_ROLE) ?? "" };
  const place = { folder, owner, runner: prepareRunner(folder, say), program: preparePostgresProgram(folder) };
  const taken: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startedAt = performance.now();
    const { pid } = await startPostgres(place, say);
    taken.push(performance.now() - startedAt);
    await stopPostgres(pid);
  }
  return taken;
}
