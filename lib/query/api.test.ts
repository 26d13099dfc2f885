import { afterEach, expect, test, vi } from "vitest";
import { routes } from "#lib/core/api/index.ts";
import { ApiProblem, call, urlOf } from "./api.ts";
import { failureOf } from "./plan-transport.ts";

/** Answers the next requests as a server would, and keeps what was asked. */
function serve(answer: () => Response): Request[] {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push(new Request(new URL(url, "http://quorate.test"), init));
    return answer();
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

test("parameters are escaped, absent query values are left out", () => {
  const params = { slug: "prod/../x", version: 3 };
  expect(urlOf(routes.getHistoryEntry, { params })).toBe("/api/v1/clusters/prod%2F..%2Fx/history/3");
  const query = { q: "a&b 中", slug: undefined, limit: 5 };
  expect(urlOf(routes.listMachines, { query })).toBe("/api/v1/machines?q=a%26b+%E4%B8%AD&limit=5");
});

test("a body goes out as JSON and the answer comes back as it was sent", async () => {
  const asked = serve(() => Response.json({ moved: 2 }));
  const body = { from: "unassigned", to: "gz", machineIds: ["m1", "m2"] };
  expect(await call(routes.moveMachines, { body })).toEqual({ moved: 2 });
  expect([asked[0]?.method, asked[0]?.headers.get("content-type")]).toEqual(["POST", "application/json"]);
  expect(await asked[0]?.json()).toEqual(body);
});

test("a file goes out as its bytes under its own type", async () => {
  const asked = serve(() => Response.json({}));
  await call(routes.parseImport, { params: { source: "table" }, body: "a,b", contentType: "text/csv" });
  expect([await asked[0]?.text(), asked[0]?.headers.get("content-type")]).toEqual(["a,b", "text/csv"]);
});

test("an answer without a body is undefined", async () => {
  serve(() => new Response(null, { status: 204 }));
  expect(await call(routes.removeCluster, { params: { slug: "gz" } })).toBeUndefined();
});

test("a refusal is thrown with its problem; a page of a proxy in between becomes one", async () => {
  const problem = { type: "urn:x", title: "Conflict", status: 409, detail: "Taken.", code: "slug-taken" };
  serve(() => Response.json(problem, { status: 409 }));
  const refused = await call(routes.addCluster, { body: { name: "x" } }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(refused).toMatchObject({ message: "Taken.", problem });
  serve(() => new Response("<html>", { status: 502, statusText: "Bad Gateway" }));
  const broken = await call(routes.me, {}).catch((error: unknown) => error);
  expect(broken).toMatchObject({ problem: { status: 502, code: "http-502" } });
});

test.each([
  [401, "not-signed-in", "unreachable"],
  [429, "too-many-requests", "unreachable"],
  [503, "database-down", "unreachable"],
  [403, "role-too-low", "refused"],
  [404, "unknown-cluster", "refused"],
  [422, "invalid-plan", "refused"],
  [409, "unknown-base-version", "lost-base"],
  [409, "edit-conflict", "conflict"],
])("an edit answered with %i %s is %s", (status, code, kind) => {
  const problem = { type: "", title: "", status, detail: "", code, conflicts: [] };
  expect(failureOf(new ApiProblem(problem)).kind).toBe(kind);
});

test("an edit without an answer is unreachable", () => {
  expect(failureOf(new TypeError("fetch failed")).kind).toBe("unreachable");
});
