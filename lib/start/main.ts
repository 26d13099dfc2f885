import { resolve } from "node:path";
import { ensureBuild, ensureClient, ensureTypes } from "./build.ts";
import { openDataRoot } from "./data-root.ts";
import { openDatabase } from "./database/database.ts";
import { stopPostgres } from "./postgres/server.ts";
import { reasonOf, StartProblem } from "./problem.ts";
import { startSettings } from "./settings.ts";
import { supervise } from "./supervise.ts";

const ROOT = resolve(import.meta.dirname, "..", "..");

async function run(command: string): Promise<void> {
  const settings = startSettings(process.env);
  switch (command) {
    case "start":
      return supervise({ root: ROOT, settings, isDev: false, say, fail });
    case "dev":
      return supervise({ root: ROOT, settings, isDev: true, say, fail });
    case "demo":
      return demo();
    case "build":
      await ensureClient({ root: ROOT, say });
      await ensureBuild(settings.buildFolder, { root: ROOT, say });
      return;
    case "types":
      return ensureTypes({ root: ROOT, say });
    case "migrate": {
      await ensureClient({ root: ROOT, say });
      const { embedded } = await openDatabase(openDataRoot(ROOT), settings.databaseUrl, say);
      if (embedded !== null && !embedded.server.isAttached) await stopPostgres(embedded.server.pid);
      return say("The database is up to date.");
    }
    default:
      throw new StartProblem(
        `Unknown command ${command}. Use npm start, npm run dev, npm run demo, npm run build or npm run db:migrate.`,
      );
  }
}

/** The product in a data folder of its own, with six simulated clusters in it. */
async function demo(): Promise<void> {
  const { demoFolder, furnishDemo } = await import("./demo.ts");
  const folder = demoFolder();
  process.on("exit", folder.remove);
  process.env.QUORATE_DATA = folder.path;
  const settings = { ...startSettings(process.env), databaseUrl: null };
  return supervise({ root: ROOT, settings, isDev: false, furnish: furnishDemo, say, fail });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One clear line for what was foreseen, the whole story for what was not. */
function fail(cause: unknown): void {
  const story = cause instanceof Error ? (cause.stack ?? cause.message) : reasonOf(cause);
  process.stderr.write(`quorate: ${cause instanceof StartProblem ? cause.message : story}\n`);
  process.exit(1);
}

// The reader of our output may go first (a closed terminal, a cut pipe); that must not end the database with us.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
// Node's own answer is to open its debugger, and we hold the passwords of the database.
process.on("SIGUSR1", () => undefined);

run(process.argv[2] ?? "start").catch(fail);
