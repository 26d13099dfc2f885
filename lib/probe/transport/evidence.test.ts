import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidence } from "./evidence.ts";

const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlcm5ldGVzIn0.c2lnbmF0dXJl";

describe("The evidence of a miss", () => {
  it.each([
    [`Authorization: Bearer ${JWT} refused`],
    [`token=${JWT}`],
    ["https://admin:hunter2-hunter2@10.0.0.1:6443/ failed"],
    ["password: hunter2-hunter2"],
    [`-----BEGIN EC PRIVATE KEY-----\nhunter2-hunter2\n-----END EC PRIVATE KEY-----`],
    [`-----BEGIN EC PRIVATE KEY-----\nhunter2-hunter2`],
    [`blob ${"hunter2-hunter2".repeat(5)} end`],
  ])("holds no secret: %s", (text) => {
    const shown = evidence(text);
    expect(shown).not.toContain("hunter2-hunter2");
    expect(shown).not.toContain(JWT.slice(0, 20));
  });

  it("keeps what a person needs", () => {
    expect(evidence("ECONNREFUSED: connect ECONNREFUSED 10.0.0.11:6443")).toBe(
      "ECONNREFUSED: connect ECONNREFUSED 10.0.0.11:6443",
    );
  });

  it("is one printable line of at most 200 characters, whatever comes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 6000 }), (text) => {
        const shown = evidence(text);
        expect(shown.length).toBeLessThanOrEqual(200);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it("is found in linear time in a hostile text", () => {
    for (const seed of ["-----BEGIN", "//a", "token=", "eyJ.", "a@//"]) {
      const startedMs = performance.now();
      evidence(seed.repeat(100_000));
      expect(performance.now() - startedMs).toBeLessThan(50);
    }
  });
});
