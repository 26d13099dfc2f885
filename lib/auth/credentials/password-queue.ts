import { processWide } from "#lib/auth/process-wide.ts";

/** One scrypt run takes 128 MiB and a third of a second: two at once keep a sign-in storm under 300 MiB. */
const AT_ONCE = 2;
/** Waiting for more runs than this would take over five seconds; then the honest answer is "busy". */
const WAITING_MAX = 32;

/** The queue for password work is full; the route wrapper answers "busy" by this name. */
class QueueFull extends Error {
  override readonly name = "QueueFull";
}

/** Runs jobs at most `atOnce` together, the rest in order of arrival. Throws `QueueFull` beyond `waitingMax`. */
export function boundedQueue(atOnce: number, waitingMax: number) {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < atOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= waitingMax) throw new QueueFull("password queue is full");
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  // A finished job hands its place to the next one directly: a newcomer cannot slip in between.
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }

  return async function run<Result>(job: () => Promise<Result>): Promise<Result> {
    await enter();
    try {
      return await job();
    } finally {
      leave();
    }
  };
}

/** The process's one queue for password work. */
export const passwordQueue = () => processWide("password-queue", () => boundedQueue(AT_ONCE, WAITING_MAX));
