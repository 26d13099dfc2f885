import { db, pool } from "./client.ts";

export interface DatabaseHealth {
  readonly isUp: boolean;
  /** Milliseconds of one round trip; null when there was none. */
  readonly roundTripMs: number | null;
  readonly connections: { readonly open: number; readonly idle: number; readonly waiting: number };
}

/** A health probe waits this long: shorter than the usual 5 s of whoever asks. */
const DEADLINE_MS = 2000;

/** Asks the database for one row. Never throws: not answering is the answer. */
export async function databaseHealth(): Promise<DatabaseHealth> {
  const startMs = performance.now();
  const isUp = await Promise.race([answers(), deadline()]);
  const { totalCount, idleCount, waitingCount } = pool();
  return {
    isUp,
    roundTripMs: isUp ? performance.now() - startMs : null,
    connections: { open: totalCount, idle: idleCount, waiting: waitingCount },
  };
}

function answers(): Promise<boolean> {
  return db().$queryRaw`SELECT 1`.then(() => true).catch(() => false);
}

function deadline(): Promise<boolean> {
  return new Promise((resolve) => setTimeout(() => resolve(false), DEADLINE_MS).unref());
}
