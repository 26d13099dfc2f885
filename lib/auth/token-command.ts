import { parseArgs } from "node:util";
import * as z from "zod";
import { currentDatabaseUrl } from "#lib/config/database-url.ts";
import { UserRole } from "#lib/core/api/access.ts";
import { closeDatabase } from "#lib/store/client.ts";
import { issueToken } from "./api-tokens.ts";

const DAY_MS = 24 * 3600 * 1000;
const USAGE = "Usage: npm run token -- --role admin|editor|viewer --name NAME [--days N]";

const Flags = z.object({
  role: UserRole,
  name: z.string().trim().min(1).max(64),
  days: z.coerce.number().int().min(1).max(3650).optional(),
});

/** Prints a new API token on stdout and nothing else there, so that a script can keep it in a variable. */
async function main(): Promise<void> {
  const flags = Flags.safeParse(givenFlags());
  if (!flags.success) throw new Error(USAGE);
  const url = currentDatabaseUrl();
  if (url === null) throw new Error("No database is running. Start Quorate with npm start, or set DATABASE_URL.");
  const { role, name, days } = flags.data;
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MS);
  const actor = { id: "command-line", name: "command line", ip: "local", requestId: crypto.randomUUID() };
  process.env.DATABASE_URL = url;
  try {
    const { token } = await issueToken({ role, name, expiresAt }, actor);
    process.stdout.write(`${token}\n`);
  } finally {
    await closeDatabase();
  }
}

function givenFlags(): unknown {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ options: { role: text, name: text, days: text } }).values;
  } catch {
    return null;
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`No token was made: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
