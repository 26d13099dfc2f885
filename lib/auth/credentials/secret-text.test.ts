import fc from "fast-check";
import { expect, test } from "vitest";
import { isApiToken, newApiToken, newSecret, secretHash } from "./secret-text.ts";

test("every new token has the documented form and passes its own checksum", () => {
  for (let round = 0; round < 200; round += 1) {
    const { text, prefix } = newApiToken();
    expect(text).toMatch(/^qrt_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$/);
    expect(text.startsWith(`${prefix}_`)).toBe(true);
    expect(isApiToken(text)).toBe(true);
  }
});

test("one mistyped character makes it no token at all", () => {
  const { text } = newApiToken();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.constantFrom(..."0aZ_-"), (at, sign) => {
      const typed = text.slice(0, at) + sign + text.slice(at + 1);
      expect(isApiToken(typed)).toBe(typed === text);
    }),
  );
});

test("secrets do not repeat, and their hash does not hold them", () => {
  const secrets = Array.from({ length: 500 }, newSecret);
  expect(new Set(secrets).size).toBe(500);
  for (const secret of secrets) {
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(secretHash(secret)).toMatch(/^[0-9a-f]{64}$/);
  }
});
