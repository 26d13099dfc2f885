import { expect, test } from "vitest";
import { signInGuard } from "./sign-in-guard.ts";

const MINUTE = 60_000;

function fail(guard: ReturnType<typeof signInGuard>, times: number, atMs: number): number {
  let waitMs = 0;
  for (let round = 0; round < times; round += 1) waitMs = guard.begin("ada", atMs);
  return waitMs;
}

test("five wrong passwords in a minute are free, the sixth must wait a minute", () => {
  const guard = signInGuard();
  expect(fail(guard, 5, 0)).toBe(0);
  expect(guard.begin("ada", 1000)).toBe(MINUTE);
  expect(guard.begin("ada", 31_000)).toBe(31_000 - 1000);
  expect(guard.begin("bob", 31_000)).toBe(0);
});

test("each further run of wrong passwords doubles the wait, up to a quarter of an hour", () => {
  const guard = signInGuard();
  const waits: number[] = [];
  let nowMs = 0;
  for (let round = 0; round < 7; round += 1) {
    const waitMs = fail(guard, 6, nowMs);
    waits.push(waitMs / MINUTE);
    nowMs += waitMs;
  }
  expect(waits).toEqual([1, 2, 4, 8, 15, 15, 15]);
});

test("the right password clears the account, and so does a quiet hour", () => {
  const guard = signInGuard();
  fail(guard, 5, 0);
  guard.succeed("ada");
  expect(fail(guard, 5, 1)).toBe(0);
  expect(guard.begin("ada", 2)).toBe(MINUTE);
  expect(fail(guard, 5, 2 * 60 * MINUTE)).toBe(0);
  expect(guard.begin("ada", 2 * 60 * MINUTE)).toBe(MINUTE);
});

test("attempts in flight count, so that twenty at once are not twenty guesses", () => {
  const guard = signInGuard();
  const letIn = Array.from({ length: 20 }, () => guard.begin("ada", 0)).filter((waitMs) => waitMs === 0);
  expect(letIn).toHaveLength(5);
});

test("a sweep over many names does not fill memory, and forgets the oldest first", () => {
  const guard = signInGuard();
  fail(guard, 6, 0);
  for (let name = 0; name < 10_000; name += 1) guard.begin(`name-${name}`, 1);
  expect(guard.begin("ada", 2)).toBe(0);
});
