import { expect, request, test } from "@playwright/test";
import { mintToken, withToken } from "./callers.ts";

const CANARY = "Canary cluster 7f3a";
const PAGES = ["/", "/machines", "/settings"];
/** Headers that once made a Next application skip its checks, or that steer its router, or that claim to be someone. */
const HOSTILE: readonly Readonly<Record<string, string>>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-subrequest": "src/middleware:nowaf:src/middleware:src/middleware:src/middleware:src/middleware" },
  { "x-middleware-next": "1", "x-middleware-rewrite": "/machines" },
  { "x-middleware-override-headers": "cookie", "x-middleware-request-cookie": "quorate=x" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-segment-prefetch": "/!KG1haW4p/machines/__PAGE__" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" },
  { "x-nextjs-data": "1" },
  { "x-matched-path": "/machines", "x-invoke-path": "/machines", "x-invoke-status": "200" },
  { "x-original-url": "/machines", "x-rewrite-url": "/machines" },
  { "x-forwarded-host": "evil.example", "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "https" },
  { "x-quorate-path": "//evil.example", "x-nonce": "abc" },
  { authorization: "Bearer null", cookie: "quorate=; __Host-quorate=undefined" },
];
/** Addresses under which the router also serves what a page holds. */
const OTHER_FORMS = [
  "/machines.rsc",
  "/machines.txt",
  "/machines.segments/_tree.segment.rsc",
  "/machines.segments/_full.segment.rsc",
  "/machines?_rsc=1abc",
  "/_next/data/development/machines.json",
  "//machines",
  "/./machines",
  "/%6dachines",
  "/machines/",
  "/sign-in/../machines",
];

test.beforeAll(async ({ baseURL }) => {
  const editor = await withToken(baseURL ?? "", await mintToken("editor"));
  const added = await editor.post("/api/v1/clusters", { data: { name: CANARY } });
  expect(added.status()).toBe(201);
  const shown = await editor.get("/api/v1/clusters?limit=500");
  expect(await shown.text()).toContain(CANARY);
  await editor.dispose();
});

for (const headers of HOSTILE) {
  test(`a stranger sees nothing with ${JSON.stringify(headers)}`, async ({ baseURL }) => {
    const api = await request.newContext({ baseURL: baseURL ?? "", extraHTTPHeaders: headers });
    for (const path of PAGES) {
      const answer = await api.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBeLessThan(500);
      expect(await answer.text(), path).not.toContain(CANARY);
      const location = answer.headers().location ?? "/sign-in";
      expect(new URL(location, baseURL).origin, path).toBe(new URL(baseURL ?? "").origin);
    }
    for (const path of ["clusters", "machines", "users", "audit", "metrics"]) {
      // Next first sends router requests to an address of their own; at its end stands the same refusal.
      expect((await api.get(`/api/v1/${path}`)).status(), path).toBe(401);
    }
    await api.dispose();
  });
}

test("no other form of an address shows a page to a stranger", async ({ request: api, baseURL }) => {
  for (const path of OTHER_FORMS) {
    for (const headers of [{}, { rsc: "1" }]) {
      const answer = await api.get(`${baseURL}${path}`, { maxRedirects: 0, headers });
      expect(answer.status(), path).toBeLessThan(500);
      expect(await answer.text(), path).not.toContain(CANARY);
    }
  }
});

test("calls for server actions find none, and run nothing", async ({ request: api }) => {
  const actions = [
    { "next-action": "00".repeat(21), "content-type": "text/plain;charset=UTF-8" },
    { "next-action": "x", "content-type": "multipart/form-data; boundary=a" },
    { "next-action": "__proto__", "content-type": "application/x-www-form-urlencoded" },
  ];
  const payload =
    '--a\r\nContent-Disposition: form-data; name="0"\r\n\r\n{"then":"$1:__proto__:then","status":"resolved_model"}\r\n--a--\r\n';
  for (const headers of actions) {
    for (const path of ["/", "/sign-in"]) {
      const answer = await api.post(path, { headers, data: payload, maxRedirects: 0 });
      expect(answer.status(), JSON.stringify(headers)).toBeGreaterThanOrEqual(300);
      expect(answer.status(), JSON.stringify(headers)).toBeLessThan(500);
    }
  }
});

test("a foreign Host header is turned away before any page or route", async ({ request: api }) => {
  for (const path of ["/", "/api/v1/healthz"]) {
    expect((await api.get(path, { headers: { host: "evil.example" }, maxRedirects: 0 })).status()).toBe(421);
  }
});

test("every page answer carries the policy with a nonce of its own, and the scripts of the page have it", async ({
  page,
}) => {
  const seen = new Set<string>();
  for (let round = 0; round < 3; round += 1) {
    const answer = await page.goto("/sign-in");
    const policy = answer?.headers()["content-security-policy"] ?? "";
    const [, nonce = ""] = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy) ?? [];
    seen.add(nonce);
    const scripts = await page.locator("script").evaluateAll((all) => all.map((script) => script.nonce));
    expect(scripts.length).toBeGreaterThan(0);
  }
  expect(seen.size).toBe(3);
  expect(seen).not.toContain("");
});

test("a script that somebody managed to put into a page does not run", async ({ page }) => {
  await page.goto("/sign-in");
  await page.evaluate(() => {
    const holder = document.createElement("div");
    holder.innerHTML = '<img src="x" onerror="window.__xss = 1">';
    document.body.append(holder);
  });
  const violation = page.waitForEvent("console", (message) => /Content Security Policy/.test(message.text()));
  await page.evaluate(() => document.body.insertAdjacentHTML("beforeend", '<img src="y" onerror="window.__xss = 2">'));
  await violation;
  expect(await page.evaluate(() => Reflect.get(window, "__xss"))).toBeUndefined();
});
