import { describe, expect, test } from "vitest";
import { refuseCrossSite } from "./cross-site.ts";

const HERE = { host: "quorate.lan:4600", "x-forwarded-proto": "https" };
const OWN = "https://quorate.lan:4600";
const COOKIE = { hasBearer: false, hasSessionCookie: true };
const NOTHING = { hasBearer: false, hasSessionCookie: false };
const TOKEN = { hasBearer: true, hasSessionCookie: false };
const BOTH = { hasBearer: true, hasSessionCookie: true };

function verdict(headers: Record<string, string>, credentials: typeof COOKIE): string {
  try {
    refuseCrossSite(new Headers({ ...HERE, ...headers }), credentials);
    return "passes";
  } catch (thrown) {
    return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "broken";
  }
}

describe("a write with a session", () => {
  test.each([
    [{ origin: OWN, "sec-fetch-site": "same-origin" }, "passes"],
    [{ origin: OWN }, "passes"],
    [{ origin: "https://QUORATE.lan:4600" }, "passes"],
    [{ "sec-fetch-site": "same-origin" }, "passes"],
    [{}, "cross-site"],
    [{ "sec-fetch-site": "none" }, "cross-site"],
    [{ "sec-fetch-site": "same-site", origin: OWN }, "cross-site"],
    [{ "sec-fetch-site": "cross-site", origin: OWN }, "cross-site"],
    [{ origin: "http://quorate.lan:4600" }, "cross-site"],
    [{ origin: "https://quorate.lan" }, "cross-site"],
    [{ origin: "https://quorate.lan:4601" }, "cross-site"],
    [{ origin: "https://quorate.lan:4600.evil.example" }, "cross-site"],
    [{ origin: "https://evil.example" }, "cross-site"],
    [{ origin: "null" }, "cross-site"],
    [{ origin: "" }, "cross-site"],
  ])("from %j: %s", (headers, expected) => {
    expect(verdict(headers, COOKIE)).toBe(expected);
  });
});

test("a program without cookies may sign in or use a token without saying where it comes from", () => {
  expect(verdict({}, NOTHING)).toBe("passes");
  expect(verdict({}, TOKEN)).toBe("passes");
  expect(verdict({ origin: "https://ci.example", "sec-fetch-site": "cross-site" }, TOKEN)).toBe("passes");
});

test("a page of another site cannot sign a browser in, nor hide behind a token beside the cookie", () => {
  expect(verdict({ origin: "https://evil.example" }, NOTHING)).toBe("cross-site");
  expect(verdict({ origin: "https://evil.example" }, BOTH)).toBe("cross-site");
  expect(verdict({}, BOTH)).toBe("cross-site");
});

test("behind a declared reverse proxy the origin is the one the person typed", () => {
  const proxied = { host: "127.0.0.1:4600", "x-forwarded-host": "plans.example", "x-forwarded-proto": "https" };
  expect(verdict({ ...proxied, origin: "https://plans.example" }, COOKIE)).toBe("passes");
  expect(verdict({ ...proxied, origin: "https://127.0.0.1:4600" }, COOKIE)).toBe("cross-site");
});
