import { expect, test } from "vitest";
import { acknowledgementOf } from "./acknowledged.ts";

const AT = Date.UTC(2026, 10, 26, 14, 0, 0);
const word = {
  subject: "node/m1",
  reason: "memory is being replaced",
  by: "ada",
  at: new Date(AT).toISOString(),
  until: null,
};

test("a word holds for the state that it was said of, and not for the next one", () => {
  expect(acknowledgementOf({ subject: "node/m1", sinceMs: AT - 60_000 }, [word], AT + 1000)).toBe(word);
  expect(acknowledgementOf({ subject: "node/m1", sinceMs: AT + 60_000 }, [word], AT + 1000)).toBeNull();
  expect(acknowledgementOf({ subject: "node/m2", sinceMs: AT - 60_000 }, [word], AT + 1000)).toBeNull();
});

test("a word with an end is void from then on", () => {
  const until = new Date(AT + 3_600_000).toISOString();
  const fact = { subject: "node/m1", sinceMs: AT };
  expect(acknowledgementOf(fact, [{ ...word, until }], AT + 3_599_999)).toMatchObject({ until });
  expect(acknowledgementOf(fact, [{ ...word, until }], AT + 3_600_000)).toBeNull();
});
