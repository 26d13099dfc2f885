import type { Client, Dispatcher } from "undici";
import { type Asking, ask, type Reply } from "./ask.ts";
import { Miss } from "./miss.ts";

/** A few connections to one target, made when they are needed. */
export interface Lanes {
  readonly ask: (options: Dispatcher.DispatchOptions, asking: Asking) => Promise<Reply>;
  readonly destroy: () => Promise<unknown>;
}

/** One for all: an error with its stack would cost more than the rest of closing a connection. */
const GIVEN_UP = new Miss("reset", "Another look gave this connection up.");

/** What undici's own pool does, without its queue of 2,048 places: thousands of targets have one each. */
export function openLanes(most: number, connect: () => Client): Lanes {
  const lanes: Client[] = [];
  const waiting: (() => void)[] = [];
  let isClosed = false;

  /** Null while all lanes are taken. */
  function pick(): Client | null {
    const idle = lanes.find((lane) => lane.stats.size === 0);
    if (idle !== undefined || lanes.length >= most) return idle ?? null;
    const made = connect();
    // All are woken: the first may have given up meanwhile, and the others wait again.
    made.on("drain", () => {
      for (const free of waiting.splice(0)) free();
    });
    lanes.push(made);
    return made;
  }

  async function askNext(options: Dispatcher.DispatchOptions, asking: Asking): Promise<Reply> {
    for (;;) {
      // A lane that were opened now would be closed by nobody.
      if (isClosed) throw GIVEN_UP;
      const lane = pick();
      if (lane !== null) return ask(lane, options, asking);
      await new Promise<void>((free) => waiting.push(free));
    }
  }

  function destroy(): Promise<unknown> {
    isClosed = true;
    for (const free of waiting.splice(0)) free();
    return Promise.all(lanes.splice(0).map((lane) => lane.destroy(GIVEN_UP)));
  }

  return { ask: askNext, destroy };
}
