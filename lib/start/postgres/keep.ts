import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf, type Say } from "#lib/start/problem.ts";
import { isAlive } from "./postmaster.ts";
import { hasRoom, isAboutRoom } from "./room.ts";
import { type PostgresServer, type ServerPlace, startPostgres, stopPostgres } from "./server.ts";

/** An attached server is no child of ours, so nobody tells us of its end: we look. */
const LOOK_EVERY_MS = 1000;
/** Where the disk says that it has room and PostgreSQL that it has none, as under a quota. */
const NO_ROOM_RETRY_MS = 10_000;

/** Starts the server again when it dies, at the same address; returns what stops both. */
export function keepPostgres(
  { server, place }: { readonly server: PostgresServer; readonly place: ServerPlace },
  say: Say,
  onGivingUp: (cause: unknown) => void,
): () => Promise<void> {
  let pid = server.pid;
  const stopping = new AbortController();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal, ref: false });

  async function keep(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(LOOK_EVERY_MS);
      if (isAlive(pid)) continue;
      await untilRoom();
      await startAgain();
    }
  }

  /** PostgreSQL ends when it cannot write its log, and ends again at every start until it can. */
  async function untilRoom(): Promise<void> {
    if (await hasRoom(place.folder)) return;
    say(`PostgreSQL ended: the disk of ${place.folder.postgres} is full. It is started again once there is room.`);
    while (!(await hasRoom(place.folder))) await pause(LOOK_EVERY_MS);
  }

  async function startAgain(): Promise<void> {
    say("PostgreSQL ended by itself; starting it again.");
    try {
      ({ pid } = await startPostgres(place, say, server));
    } catch (cause) {
      if (!isAboutRoom(reasonOf(cause)) && (await hasRoom(place.folder))) throw cause;
      say(`${reasonOf(cause)} It is tried again.`);
      await pause(NO_ROOM_RETRY_MS);
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
