import type { Say } from "./problem.ts";

type Undo = () => void | Promise<void>;

const ORPHAN_POLL_MS = 500;
/** The terminal signals its whole group and npm passes the same Ctrl-C on: what follows at once is no second one. */
const ECHO_MS = 1000;

export interface Shutdown {
  /** What to undo at the end, last added first. */
  readonly add: (undo: Undo) => void;
  readonly run: () => Promise<void>;
  /** Fires when the end begins, for children that are still at work. */
  readonly signal: AbortSignal;
}

/** Ends everything in reverse order on Ctrl-C or SIGTERM; a second Ctrl-C leaves at once, and the next start attaches. */
export function makeShutdown(say: Say): Shutdown {
  const undos: Undo[] = [];
  const abort = new AbortController();
  let ending: Promise<void> | null = null;
  let stoppedAt = 0;

  async function end(): Promise<void> {
    abort.abort();
    for (let undo = undos.pop(); undo !== undefined; undo = undos.pop()) {
      // One part that cannot be stopped must not keep the others running.
      await Promise.resolve(undo()).catch((cause) => say(`While stopping: ${cause}`));
    }
  }

  function run(): Promise<void> {
    ending ??= end();
    return ending;
  }

  function stop(): void {
    say("Stopping ...");
    stoppedAt = performance.now();
    void run().then(() => process.exit(0));
  }

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (ending === null) stop();
      else if (performance.now() - stoppedAt > ECHO_MS) process.exit(1);
    });
  }
  whenOrphaned(() => {
    if (ending === null) stop();
  });
  return { add: (undo) => undos.push(undo), run, signal: abort.signal };
}

/** npm runs us below a shell that passes no SIGTERM on: once it is gone, nobody who stopped npm can stop us. */
function whenOrphaned(act: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) act();
  }, ORPHAN_POLL_MS).unref();
}
