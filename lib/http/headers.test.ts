import { join } from "node:path";
import { NextRequest, type NextResponse } from "next/server";
import { expect, test } from "vitest";

interface ProxyModule {
  readonly proxy: (request: NextRequest) => NextResponse;
  readonly config: { readonly matcher: string };
}

const module: ProxyModule = await import(/* @vite-ignore */ join(import.meta.dirname, "..", "..", "proxy.ts"));

function page(path: string, headers: Record<string, string> = {}): NextResponse {
  return module.proxy(new NextRequest(`http://localhost:4600${path}`, { headers }));
}

function policyOf(answer: NextResponse): ReadonlyMap<string, string> {
  const directives = (answer.headers.get("content-security-policy") ?? "").split("; ");
  return new Map(directives.map((text) => [text.split(" ", 1)[0] ?? "", text.slice(text.indexOf(" ") + 1)]));
}

test("scripts run by a nonce of this very answer and nothing else", () => {
  const nonces = Array.from({ length: 50 }, () => policyOf(page("/")).get("script-src") ?? "");
  for (const scripts of nonces) expect(scripts).toMatch(/^'nonce-[\w+/]{22}==' 'strict-dynamic'$/);
  expect(new Set(nonces).size).toBe(50);
});

test("a page is never framed, posts only here, and takes nothing from other sites", () => {
  const policy = policyOf(page("/clusters/prod-a/design"));
  expect(policy.get("default-src")).toBe("'self'");
  expect(policy.get("connect-src")).toBe("'self'");
  expect(policy.get("img-src")).toBe("'self' data: blob:");
  for (const name of ["object-src", "base-uri", "frame-ancestors"]) expect(policy.get(name)).toBe("'none'");
  expect(policy.get("form-action")).toBe("'self'");
  expect([...policy.values()].join(" ")).not.toMatch(/https?:|\*|unsafe-eval/);
  expect([...policy].filter(([, value]) => value.includes("unsafe-inline")).map(([name]) => name)).toEqual([
    "style-src-attr",
  ]);
});

test("the browser is told to guess no type, send no referrer and, over TLS only, to stay on TLS", () => {
  const plain = Object.fromEntries(page("/").headers);
  expect(plain).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });
  expect(plain["permissions-policy"]).toContain("camera=()");
  expect(plain).not.toHaveProperty("strict-transport-security");
  const tls = page("/", { "x-forwarded-proto": "https" });
  expect(tls.headers.get("strict-transport-security")).toBe("max-age=31536000");
});

test("the proxy decides nothing: every path passes, with or without a session, and forged headers are overwritten", () => {
  for (const path of ["/", "/settings", "/sign-in", "/machines?q=1"]) {
    const forged = { "x-nonce": "forged", "x-quorate-path": "//evil.example", "content-security-policy": "forged" };
    const answer = page(path, forged);
    expect(answer.headers.get("x-middleware-next")).toBe("1");
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-middleware-request-x-quorate-path")).toBe(path);
    expect(answer.headers.get("x-middleware-request-x-nonce")).not.toBe("forged");
    expect(answer.headers.get("x-middleware-request-content-security-policy")).not.toBe("forged");
  }
});

test("pages pass through it, the API and the files of the build do not", () => {
  const matcher = new RegExp(`^${module.config.matcher}$`);
  for (const path of ["/", "/clusters/a/design", "/settings", "/apiary"]) expect(path).toMatch(matcher);
  for (const path of ["/api/v1/users", "/_next/static/chunks/a.js", "/icon.svg"]) expect(path).not.toMatch(matcher);
});
