import { expect, test } from "vitest";
import { keepRhythm } from "./rhythm.ts";
import { makeTurns } from "./turns.ts";

/** An event loop that goes round by hand. */
function rounds() {
  let due: (() => void)[] = [];
  return {
    afterRound: (act: () => void) => void due.push(act),
    go: async () => {
      for (const act of due.splice(0)) act();
      await new Promise(setImmediate);
      return due.length;
    },
    forget: () => {
      due = [];
    },
  };
}

test("whoever waits begins in the order of asking, one in each round", async () => {
  const loop = rounds();
  const turns = makeTurns(loop.afterRound);
  const begun: number[] = [];
  for (const one of [1, 2, 3]) void turns.next().then(() => begun.push(one));
  await loop.go();
  expect(begun).toEqual([1]);
  await loop.go();
  await loop.go();
  expect(begun).toEqual([1, 2, 3]);
  expect(await loop.go(), "nobody waits any more").toBe(0);
  void turns.next().then(() => begun.push(4));
  await loop.go();
  expect(begun).toEqual([1, 2, 3, 4]);
});

test("only the first beat waits for a turn, tells how late that made it, and comes no more once it was stopped", async () => {
  const loop = rounds();
  const turns = makeTurns(loop.afterRound);
  let nowMs = 0;
  const due: (() => void)[] = [];
  const timing = {
    now: () => nowMs,
    after: (_: number, act: () => void) => {
      due.push(act);
      return () => undefined;
    },
  };
  const lags: number[] = [];
  const run = async (lagMs: number) => void lags.push(lagMs);
  const beat = { everyMs: 1000, firstWithinMs: 1, run, turn: turns.next };
  keepRhythm({ name: "kept", ...beat }, timing);
  const stop = keepRhythm({ name: "stopped", ...beat }, timing);
  for (const act of due.splice(0)) act();
  nowMs = 40;
  stop();
  await loop.go();
  await loop.go();
  expect(lags).toEqual([40]);
  nowMs = 5000;
  loop.forget();
  for (const act of due.splice(0)) act();
  await new Promise(setImmediate);
  expect(lags).toHaveLength(2);
});
