import type { Client, Dispatcher } from "undici";
import { Miss } from "./miss.ts";

/** A few connections to one target, made when they are needed. */
export interface Lanes {
  readonly request: (options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;
  readonly destroy: () => Promise<unknown>;
}

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

  async function request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData> {
    for (;;) {
      // A lane that were opened now would be closed by nobody.
      if (isClosed) throw new Miss("reset", "Another look gave this connection up.");
      const lane = pick();
      if (lane !== null) return lane.request(options);
      await new Promise<void>((free) => waiting.push(free));
    }
  }

  function destroy(): Promise<unknown> {
    isClosed = true;
    for (const free of waiting.splice(0)) free();
    return Promise.all(lanes.splice(0).map((lane) => lane.destroy()));
  }

  return { request, destroy };
}
