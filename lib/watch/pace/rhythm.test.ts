import { expect, test } from "vitest";
import { keepRhythm, type Timing } from "./rhythm.ts";

/** Time that a test moves; one timer at a time. */
function clockwork() {
  let nowMs = 0;
  let pending: { readonly atMs: number; readonly act: () => void } | null = null;
  const timing: Timing = {
    now: () => nowMs,
    after: (delayMs, act) => {
      pending = { atMs: nowMs + delayMs, act };
      return () => {
        pending = null;
      };
    },
  };
  const next = async (lateMs = 0): Promise<number> => {
    const due = pending;
    if (due === null) throw new Error("No timer runs.");
    nowMs = due.atMs + lateMs;
    due.act();
    await new Promise(setImmediate);
    return nowMs;
  };
  return { timing, next };
}

test("the first beat comes within its time, the others once an interval at the same phase, and each is told how late it is", async () => {
  const { timing, next } = clockwork();
  const lags: number[] = [];
  const beat = { name: "a", everyMs: 5000, firstWithinMs: 1500, run: async (lagMs: number) => void lags.push(lagMs) };
  keepRhythm(beat, timing);
  expect(await next()).toBeLessThan(1500);
  const second = await next(7);
  const third = await next();
  expect(third - (second - 7)).toBe(5000);
  expect(lags).toEqual([0, 7, 0]);
});

test("timers of a thousand names spread over the whole interval", async () => {
  const firsts: number[] = [];
  for (let at = 0; at < 1000; at += 1) {
    const { timing, next } = clockwork();
    keepRhythm({ name: `cluster ${at}`, everyMs: 5000, firstWithinMs: 5000, run: async () => undefined }, timing);
    firsts.push(await next());
  }
  const perSecond = [0, 1, 2, 3, 4].map((second) => firsts.filter((ms) => Math.floor(ms / 1000) === second).length);
  expect(Math.max(...perSecond)).toBeLessThan(260);
});
