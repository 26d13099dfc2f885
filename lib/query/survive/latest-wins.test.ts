import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { latestWins } from "./latest-wins.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function bench() {
  const started: number[] = [];
  const done: string[] = [];
  const failed: string[] = [];
  const finish = new Map<number, { ok: () => void; fail: () => void }>();
  const queue = latestWins<number, string>({
    restMs: 100,
    work: (input) =>
      new Promise((resolve, reject) => {
        started.push(input);
        finish.set(input, { ok: () => resolve(`answer ${input}`), fail: () => reject(new Error(`broke ${input}`)) });
      }),
    onDone: (output) => done.push(output),
    onFailed: (error) => failed.push(String(error)),
  });
  return { queue, started, done, failed, finish };
}

test("several wishes within the rest are one piece of work", async () => {
  const { queue, started } = bench();
  for (const input of [1, 2, 3]) queue.ask(input);
  await vi.advanceTimersByTimeAsync(100);
  expect(started).toEqual([3]);
});

test("an answer that is no longer the newest is dropped, and the newest is worked on next", async () => {
  const { queue, started, done, finish } = bench();
  queue.ask(1);
  await vi.advanceTimersByTimeAsync(100);
  queue.ask(2);
  await vi.advanceTimersByTimeAsync(100);
  expect(started).toEqual([1]);
  finish.get(1)?.ok();
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([1, 2]);
  finish.get(2)?.ok();
  await vi.advanceTimersByTimeAsync(0);
  expect(done).toEqual(["answer 2"]);
});

test("a failure is reported for the newest wish only, and the next wish works again", async () => {
  const { queue, done, failed, finish } = bench();
  queue.ask(1);
  await vi.advanceTimersByTimeAsync(100);
  finish.get(1)?.fail();
  await vi.advanceTimersByTimeAsync(0);
  queue.ask(2);
  await vi.advanceTimersByTimeAsync(100);
  finish.get(2)?.ok();
  await vi.advanceTimersByTimeAsync(0);
  expect([failed, done]).toEqual([["Error: broke 1"], ["answer 2"]]);
});

test("nothing is answered after the end", async () => {
  const { queue, started, done, finish } = bench();
  queue.ask(1);
  await vi.advanceTimersByTimeAsync(100);
  queue.stop();
  finish.get(1)?.ok();
  queue.ask(2);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([started, done]).toEqual([[1], []]);
});
