/** More than dead servers hold at once in a fleet, few enough that each ends well before its deadline. */
const AT_ONCE = 64;

let underWay = 0;
/** In the order in which they came. */
const waiting = new Set<() => void>();

/**
 * Runs a handshake when it is its turn. A thousand clusters connect at the same moment; were all handshakes under way
 * together on a busy machine, none would end in time and all would begin again. Whoever waits past its deadline gets
 * `late()` as its error at that moment: its connection is of no use to anyone any more.
 */
export async function inTurn<Result>(
  shake: () => Promise<Result>,
  { deadlineMs, late }: { readonly deadlineMs: number; readonly late: () => Error },
): Promise<Result> {
  if (underWay < AT_ONCE) underWay += 1;
  else await turn(deadlineMs, late);
  try {
    return await shake();
  } finally {
    const [next] = waiting;
    if (next === undefined) underWay -= 1;
    else next();
  }
}

/** Resolves when one that ends hands its place on. */
function turn(deadlineMs: number, late: () => Error): Promise<void> {
  return new Promise((begin, fail) => {
    const go = (): void => {
      clearTimeout(timer);
      waiting.delete(go);
      begin();
    };
    const timer = setTimeout(
      () => {
        waiting.delete(go);
        fail(late());
      },
      Math.max(1, deadlineMs - performance.now()),
    );
    waiting.add(go);
  });
}
