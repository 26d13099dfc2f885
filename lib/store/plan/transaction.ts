import { db } from "#lib/store/client.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import { Prisma } from "#lib/store/generated/client.ts";

export type Tx = Prisma.TransactionClient;

const WAIT_MS = 20_000;
/** An import of 20,000 machines takes a few seconds on a slow disk. */
const RUN_MS = 60_000;
const UNIQUE_VIOLATION = "23505"; // PostgreSQL error codes, appendix A

export async function inTransaction<Result>(run: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await db().$transaction(run, { maxWait: WAIT_MS, timeout: RUN_MS });
  } catch (error) {
    throw isUniqueViolation(error) ? alreadyThere(error) : error;
  }
}

function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return false;
  return error.code === "P2002" || error.message.includes(UNIQUE_VIOLATION);
}

// Hard errors are judged before the write; this catches what two writers did in the same instant.
function alreadyThere(cause: unknown): StoreProblem {
  return new StoreProblem("conflict", {
    code: "already-there",
    detail: "The database already holds this name, address or id. Load the newest version and try again.",
    cause,
  });
}
