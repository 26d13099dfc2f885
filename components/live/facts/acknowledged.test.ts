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
  expect(acknowledgementOf({ subject: "node/m1", sinceMs: AT - 60_000 }, [word])).toBe(word);
  expect(acknowledgementOf({ subject: "node/m1", sinceMs: AT + 60_000 }, [word])).toBeNull();
  expect(acknowledgementOf({ subject: "node/m2", sinceMs: AT - 60_000 }, [word])).toBeNull();
});
