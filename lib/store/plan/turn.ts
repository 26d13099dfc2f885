import { processMap } from "./process-map.ts";

const turns = () => processMap<Promise<unknown>>("plan-turns");

/**
 * Runs writers of one plan one after the other. The row lock already orders them; waiting here instead of there
 * keeps a crowd on one plan from holding every database connection.
 */
export async function inTurn<Result>(slug: string, run: () => Promise<Result>): Promise<Result> {
  const before = turns().get(slug);
  const mine = before === undefined ? run() : before.then(run, run);
  turns().set(slug, mine);
  try {
    return await mine;
  } finally {
    if (turns().get(slug) === mine) turns().delete(slug);
  }
}
