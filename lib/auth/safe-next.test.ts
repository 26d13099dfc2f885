import fc from "fast-check";
import { expect, test } from "vitest";
import { safeNext } from "./safe-next.ts";

test.each(["/", "/clusters/prod-a/design?view=zone#m1", "/machines?q=10.0.0.1"])("%s is a page to go on to", (path) => {
  expect(safeNext(path)).toBe(path);
});

test.each([
  null,
  undefined,
  "",
  "clusters",
  "//evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "/\n//evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/api/v1/session",
])("%j goes to the front page instead", (path) => {
  expect(safeNext(path)).toBe("/");
});

test("no text whatsoever leads a browser to another site", () => {
  const parts = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "\t",
    "\n",
    "@",
    ":",
    "?",
    "#",
    "%2f",
    "evil.example",
    "http:",
    "a",
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
      const target = new URL(safeNext(pieces.join("")), "http://here.example/sign-in");
      expect(target.origin).toBe("http://here.example");
      expect(target.pathname.startsWith("//")).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
