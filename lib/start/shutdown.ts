import type { Say } from "./problem.ts";

type Undo = () => void | Promise<void>;

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

  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      if (ending !== null) process.exit(1);
      say("Stopping ...");
      void run().then(() => process.exit(0));
    });
  }
  return { add: (undo) => undos.push(undo), run, signal: abort.signal };
}
