import { expect, test } from "vitest";
import { remembered } from "./remembered.ts";

test("an answer is made once for its key, until so many others came that all are forgotten", () => {
  const made: string[] = [];
  const upper = remembered(
    3,
    (text: string) => text,
    (text) => {
      made.push(text);
      return text.toUpperCase();
    },
  );
  expect(["a", "b", "a", "c", "b"].map(upper)).toEqual(["A", "B", "A", "C", "B"]);
  expect(made).toEqual(["a", "b", "c"]);
  expect(["d", "a", "d"].map(upper)).toEqual(["D", "A", "D"]);
  expect(made).toEqual(["a", "b", "c", "d", "a"]);
});

test("what could not be made is tried again", () => {
  let tries = 0;
  const failing = remembered(
    3,
    (text: string) => text,
    () => {
      tries += 1;
      throw new Error("unreadable");
    },
  );
  expect(() => failing("a")).toThrow("unreadable");
  expect(() => failing("a")).toThrow("unreadable");
  expect(tries).toBe(2);
});
