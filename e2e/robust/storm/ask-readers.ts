import { once } from "node:events";
import type { Order } from "./readers.ts";
import type { Child } from "./two-hosts.ts";

interface Answers {
  readonly open: number;
  readonly take: readonly number[];
  readonly metrics: string;
}

/** One question at a time. */
export async function askReaders<Wanted extends Order>(
  { child }: Child,
  order: Wanted,
): Promise<Answers[Wanted["do"]]> {
  child.send(order);
  const [found] = await once(child, "message");
  return found;
}
