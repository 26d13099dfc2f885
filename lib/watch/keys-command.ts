import { dataFolder } from "#lib/config/data-folder.ts";
import { currentDatabaseUrl, WATCH_ROLE } from "#lib/config/database-url.ts";
import { closeDatabase } from "#lib/store/client.ts";
import { listSealingKeys } from "#lib/store/connection/sealing-keys.ts";
import { rotateKeys } from "./rotate-keys.ts";

const USAGE = "Usage: npm run keys -- list | rotate";

/** `npm run keys`: shows the engine's keys, or moves every credential to a new one. */
async function main([command]: readonly string[]): Promise<void> {
  if (command !== "list" && command !== "rotate") throw new Error(USAGE);
  const url = currentDatabaseUrl(WATCH_ROLE);
  if (url === null) throw new Error("No database is running. Start Quorate with npm start, or set DATABASE_URL.");
  process.env.DATABASE_URL = url;
  try {
    await (command === "list" ? list() : rotate());
  } finally {
    await closeDatabase();
  }
}

async function list(): Promise<void> {
  for (const [at, { id }] of (await listSealingKeys()).entries()) say(`${id}${at === 0 ? "  seals" : ""}`);
}

async function rotate(): Promise<void> {
  const { keyId, resealed, locked } = await rotateKeys(dataFolder().secrets);
  say(`Key ${keyId} seals from now on; ${resealed} credentials were moved to it.`);
  for (const { place, keyId: lost } of locked) {
    say(`Locked: ${place.field} of cluster ${place.id} is sealed to key ${lost}, which is not in the data folder.`);
  }
  if (locked.length > 0) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`quorate: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
