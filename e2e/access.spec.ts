import { type APIResponse, expect, test } from "@playwright/test";
import { routes } from "#lib/core/api/index.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { missingParams, POLICY_CODES, refusalOf, validInput } from "#lib/testing/access-cases.ts";
import { type Caller, makeCallers } from "./callers.ts";

/** The started product, with its edge and its proxy.ts. `lib/http/access-matrix.test.ts` runs the same table without both. */
let callers: readonly Caller[];
let slug: string;

test.beforeAll(async ({ baseURL }) => {
  callers = await makeCallers(baseURL ?? "");
  const added = await callerNamed("admin token").api.post("/api/v1/clusters", { data: { name: "Access matrix" } });
  ({ slug } = await added.json());
});

test.afterAll(async () => {
  for (const { api } of callers) await api.dispose();
});

/** Long enough for the head of an answer on a busy machine. */
const STREAM_OPENS_MS = 2000;

function callerNamed(name: string): Caller {
  const found = callers.find((caller) => caller.name === name);
  if (found === undefined) throw new Error(`no caller is named ${name}`);
  return found;
}

function ask({ api }: Caller, spec: RouteSpec, params: Record<string, string>): Promise<APIResponse> {
  const path = spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "");
  const { query, body } = validInput(spec.id);
  const data = body === undefined ? {} : { data: body };
  const patience = spec.answer.kind === "stream" ? { timeout: STREAM_OPENS_MS } : {};
  return api.fetch(`/api/v1${path}${query}`, { method: spec.method, maxRedirects: 0, ...data, ...patience });
}

/** A stream that lets its caller in never ends: the head of the answer says it. */
async function expectStream(spec: RouteSpec, caller: Caller): Promise<void> {
  const answer = await ask(caller, spec, missingParams()).catch((cause: unknown) => String(cause));
  if (typeof answer !== "string") return expectOutcome(answer, spec, caller);
  expect(answer, `${spec.id} as ${caller.name}`).toContain("200 OK");
  expect(refusalOf(spec, caller.role), `${spec.id} as ${caller.name}`).toBeNull();
}

async function expectOutcome(answer: APIResponse, spec: RouteSpec, caller: Caller): Promise<void> {
  const code = answer.status() < 400 ? null : (await answer.json()).code;
  const place = `${spec.id} as ${caller.name} answered ${answer.status()} ${code}`;
  const expected = refusalOf(spec, caller.role);
  expect(answer.status(), place).toBeLessThan(500);
  if (expected === null) expect(POLICY_CODES, place).not.toContain(code);
  else expect([answer.status(), code], place).toEqual([expected === "not-signed-in" ? 401 : 403, expected]);
}

// Sign-in and set-up are counted per address, and every caller of this test shares one; signing out would end a caller.
const tried = Object.values(routes).filter(({ id }) => !["signIn", "setUp", "signOut"].includes(id));

for (const spec of tried) {
  test(`${spec.id} lets in whom the route table names, and nobody else`, async () => {
    for (const caller of callers) {
      if (spec.answer.kind === "stream") {
        await expectStream(spec, caller);
        continue;
      }
      await expectOutcome(await ask(caller, spec, missingParams()), spec, caller);
      if (spec.method !== "GET") continue;
      const own = { ...missingParams(), slug, version: "0" };
      await expectOutcome(await ask(caller, spec, own), spec, caller);
    }
  });
}

test("a page of another site cannot write with a person's session", async () => {
  const { api } = callerNamed("editor session");
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  ]) {
    const answer = await api.post("/api/v1/clusters", { data: { name: "Forged" }, headers });
    expect([answer.status(), (await answer.json()).code]).toEqual([403, "cross-site"]);
  }
});

test("pages send strangers to sign in, and come back to where they were going", async ({ page }) => {
  for (const path of ["/", "/machines?q=a", "/settings", `/clusters/${slug}/design`]) {
    await page.goto(path);
    const { pathname, searchParams } = new URL(page.url());
    expect(pathname).toBe("/sign-in");
    expect(searchParams.get("next") ?? "/").toBe(path);
  }
});
