import type { Client, Dispatcher } from "undici";

/** A few connections to one target, made when they are needed. */
export interface Lanes {
  readonly request: (options: Dispatcher.RequestOptions) => Promise<Dispatcher.ResponseData>;
  readonly destroy: () => Promise<unknown>;
}

/** What undici's own pool does, without its queue of 2,048 places: thousands of targets have one each. */
export function openLanes(most: number, connect: () => Client): Lanes {
  const lanes: Client[] = [];

  function pick(): Client {
    const idle = lanes.find((lane) => lane.stats.size === 0);
    if (idle !== undefined) return idle;
    const [first] = lanes.toSorted((a, b) => a.stats.size - b.stats.size);
    if (first !== undefined && lanes.length >= most) return first;
    const made = connect();
    lanes.push(made);
    return made;
  }

  return {
    request: (options) => pick().request(options),
    destroy: () => Promise.all(lanes.splice(0).map((lane) => lane.destroy())),
  };
}
