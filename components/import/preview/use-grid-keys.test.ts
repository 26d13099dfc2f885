import { expect, test } from "vitest";
import { moved } from "./use-grid-keys.ts";

const SIZE = { lines: 30, columns: 5 };

test.each([
  ["ArrowDown", { line: 3, column: 2 }, { line: 4, column: 2 }],
  ["ArrowUp", { line: 0, column: 2 }, { line: 0, column: 2 }],
  ["ArrowRight", { line: 3, column: 4 }, { line: 3, column: 4 }],
  ["ArrowLeft", { line: 3, column: 2 }, { line: 3, column: 1 }],
  ["Home", { line: 3, column: 2 }, { line: 3, column: 0 }],
  ["End", { line: 3, column: 2 }, { line: 3, column: 4 }],
  ["PageDown", { line: 25, column: 2 }, { line: 29, column: 2 }],
  ["PageUp", { line: 3, column: 2 }, { line: 0, column: 2 }],
])("%s moves the cursor and stays in the table", (key, from, to) => {
  expect(moved(from, key, SIZE)).toEqual(to);
});

test("other keys do not move", () => {
  expect(moved({ line: 1, column: 1 }, "a", SIZE)).toBeNull();
  expect(moved({ line: 1, column: 1 }, "Tab", SIZE)).toBeNull();
});
