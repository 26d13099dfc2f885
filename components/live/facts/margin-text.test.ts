import { describe, expect, test } from "vitest";
import { marginState } from "#lib/core/live/margin/margin-state.ts";
import { figureText, marginFigure } from "./margin-text.ts";

const margin = (low: number | null, high: number | null, planned: number | null = 1) => ({
  low,
  high,
  planned,
  next: [],
});

describe("The margin of a live cluster", () => {
  test.each([
    [1, 1, "1", "ok"],
    [0, 0, "0", "critical"],
    [0, 1, "0-1", "unknown"],
    [-1, -1, "OUT", "critical"],
    [-1, 1, "OUT-1", "unknown"],
    [null, null, "?", "unknown"],
  ])("%s to %s is written %s and is %s", (low, high, text, state) => {
    expect(figureText(marginFigure(margin(low, high)), "OUT")).toBe(text);
    expect(marginState(margin(low, high))).toBe(state);
  });

  test("below the plan is a warning while one more failure is still borne", () => {
    expect(marginState(margin(1, 1, 2))).toBe("warning");
  });

  test("zero is no alarm where the plan itself bears none", () => {
    expect(marginState(margin(0, 0, 0))).toBe("ok");
  });

  test("a range below the plan is a warning even though its width is not known", () => {
    expect(marginState(margin(0, 1, 2))).toBe("warning");
  });
});
