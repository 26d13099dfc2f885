import { expect, test } from "vitest";
import type { LatencyCurve } from "#lib/core/api/live.ts";
import { drawCurve } from "./curve.ts";

const curve = (meanMs: (number | null)[], misses: number[] = meanMs.map(() => 0)): LatencyCurve => ({
  name: "api-health a",
  minMs: 1,
  medianMs: 1,
  maxMs: 1,
  looks: 1,
  missed: 0,
  meanMs,
  peakMs: meanMs,
  misses,
});
const BOX = { width: 40, height: 13 };

test("the highest mean touches the top, and a bin without an answer is a gap", () => {
  expect(drawCurve(curve([5, 10, null, 10]), BOX).path).toBe("M4.5 6.5H5L15 1.5M34.5 1.5H35");
});

test("missed looks are marked where they were, also where nothing else was seen", () => {
  expect(drawCurve(curve([null, 4, null, null], [2, 0, 0, 1]), BOX).missedAt).toEqual([5, 35]);
});

test("nothing seen at all draws nothing", () => {
  expect(drawCurve(curve([]), BOX)).toEqual({ path: "", missedAt: [] });
});
