import { setTimeout as sleep } from "node:timers/promises";
import type { Say } from "#lib/start/problem.ts";
import { isAlive } from "./postmaster.ts";
import { type PostgresServer, type ServerPlace, startPostgres, stopPostgres } from "./server.ts";

/** An attached server is no child of ours, so nobody tells us of its end: we look. */
const LOOK_EVERY_MS = 1000;

/** Starts the server again when it dies, at the same address; returns what stops both. */
export function keepPostgres(
  { server, place }: { readonly server: PostgresServer; readonly place: ServerPlace },
  say: Say,
  onGivingUp: (cause: unknown) => void,
): () => Promise<void> {
  let pid = server.pid;
  const stopping = new AbortController();

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(LOOK_EVERY_MS, undefined, { signal: stopping.signal, ref: false });
      if (isAlive(pid)) continue;
      say("PostgreSQL ended by itself; starting it again.");
      ({ pid } = await startPostgres(place, say, server));
    }
  }

  const kept = keep().catch((cause) => {
    if (!stopping.signal.aborted) onGivingUp(cause);
  });
  return async () => {
    stopping.abort();
    await kept;
    await stopPostgres(pid);
  };
}
