import fc from "fast-check";
import { expect, test } from "vitest";
import { dayMs, instantMs } from "./instant.ts";

test("an instant is what the calendar of the runtime makes of it, from year 1 to 9999", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("0001-01-01T00:00:00Z"),
        max: new Date("9999-12-31T23:59:59.999Z"),
        noInvalidDate: true,
      }),
      (date) => {
        expect(instantMs(date.toISOString())).toBe(date.getTime());
      },
    ),
  );
});

test.each([
  ["2026-11-26T14:05:04Z", Date.UTC(2026, 10, 26, 14, 5, 4)],
  ["2026-11-26T14:05:04.123456Z", Date.UTC(2026, 10, 26, 14, 5, 4, 123)],
  ["2026-11-26T22:05:04+08:00", Date.UTC(2026, 10, 26, 14, 5, 4)],
  ["2026-11-26T10:35:04-03:30", Date.UTC(2026, 10, 26, 14, 5, 4)],
  ["2024-02-29T00:00:00Z", Date.UTC(2024, 1, 29)],
])("%s is read", (text, ms) => {
  expect(instantMs(text)).toBe(ms);
});

test.each(["", "now", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-26 14:05:04", "2026-11-26T24:00:00Z"])(
  "%j is no instant",
  (text) => {
    expect(instantMs(text)).toBeNull();
  },
);

test("nothing is no instant, and no month has a day zero", () => {
  expect([instantMs(null), instantMs(undefined), dayMs(2026, 1, 0), dayMs(2026, 0, 1)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
