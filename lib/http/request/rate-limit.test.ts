import { expect, test } from "vitest";
import { callerIp, limitKey } from "./caller.ts";
import { rateLimiter } from "./rate-limit.ts";

test("a minute's calls may come at once; the next waits for its share, and is told how long", () => {
  const wait = rateLimiter();
  const waits = Array.from({ length: 21 }, () => wait("ada", 20, 0));
  expect(waits).toEqual([...Array.from({ length: 20 }, () => 0), 3]);
  expect(wait("ada", 20, 2999)).toBe(1);
  expect(wait("ada", 20, 6001)).toBe(0);
  expect(wait("bob", 20, 0)).toBe(0);
});

test("two hundred edits in three seconds pass the general limit", () => {
  const wait = rateLimiter();
  const waits = Array.from({ length: 200 }, (_, edit) => wait("ada", 6000, edit * 15));
  expect(Math.max(...waits)).toBe(0);
});

test("a clock that jumps back gives nothing away and locks nobody out", () => {
  const wait = rateLimiter();
  for (let call = 0; call < 5; call += 1) wait("ada", 5, 1_000_000);
  expect(wait("ada", 5, 0)).toBeGreaterThan(0);
  expect(wait("ada", 5, 12_000)).toBe(0);
});

test("a sweep over many addresses forgets the longest silent one and holds no more than its bound", () => {
  const wait = rateLimiter(100);
  wait("busy", 1, 0);
  for (let address = 0; address < 1000; address += 1) {
    wait(`10.0.${address >> 8}.${address & 255}`, 1, 0);
    expect(wait("busy", 1, 0)).toBeGreaterThan(0);
  }
  expect(wait("10.0.0.1", 1, 0)).toBe(0);
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::6", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (ip, key) => {
  expect(limitKey(ip)).toBe(key);
});

test("the caller is the address our edge wrote, an IPv4 one in its own form", () => {
  expect(callerIp(new Headers({ "x-forwarded-for": "203.0.113.9" }))).toBe("203.0.113.9");
  expect(callerIp(new Headers({ "x-forwarded-for": "6.6.6.6, ::ffff:203.0.113.9" }))).toBe("203.0.113.9");
  expect(callerIp(new Headers())).toBe("unknown");
});
