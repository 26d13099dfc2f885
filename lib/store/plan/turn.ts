/** Next loads a module once per bundle; turns must be kept once per process. */
const KEY = Symbol.for("quorate.plan-turns");

function turns(): Map<string, Promise<unknown>> {
  const found: unknown = Reflect.get(globalThis, KEY);
  if (found instanceof Map) return found;
  const made = new Map<string, Promise<unknown>>();
  Reflect.set(globalThis, KEY, made);
  return made;
}

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
