/** More than dead servers hold at once in a fleet, few enough that each ends well before its deadline. */
const AT_ONCE = 64;

let underWay = 0;
const waiting: (() => void)[] = [];

/**
 * Runs a handshake when it is its turn. A thousand clusters connect at the same moment; were all handshakes under way
 * together on a busy machine, none would end in time and all would begin again.
 */
export async function inTurn<Result>(shake: () => Promise<Result>): Promise<Result> {
  if (underWay < AT_ONCE) underWay += 1;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await shake();
  } finally {
    const next = waiting.shift();
    if (next === undefined) underWay -= 1;
    else next();
  }
}
