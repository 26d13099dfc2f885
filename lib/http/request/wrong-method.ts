import { randomUUID } from "node:crypto";
import { routes } from "#lib/core/api/index.ts";
import { HttpProblem } from "#lib/http/errors.ts";
import { answerHeaders } from "#lib/http/headers.ts";
import { problemAnswer } from "#lib/http/problem.ts";

const API = "/api/v1";

interface Path {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

const paths: readonly Path[] = Object.values(
  Object.groupBy(Object.values(routes), ({ path }) => path.replaceAll(/\{\w+\}/g, "{}")),
).map((group = []) => {
  const methods = group.map(({ method }): string => method);
  const [{ path } = { path: "" }] = group;
  // Next answers HEAD where there is a GET, and OPTIONS everywhere.
  return {
    pattern: new RegExp(`^${API}${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}/?$`),
    methods: [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"],
  };
});

/** Next refuses a method that a path does not have without a word; here is the problem instead. Null: let it through. */
export function wrongMethod(request: { readonly method: string; readonly url: string }): Response | null {
  const { pathname } = new URL(request.url, "http://web.invalid");
  const found = paths.filter(({ pattern }) => pattern.test(pathname)).flatMap(({ methods }) => methods);
  if (found.length === 0 || found.includes(request.method)) return null;
  const allow = [...new Set(found)].join(", ");
  const requestId = randomUUID();
  const refused = new HttpProblem(405, {
    code: "wrong-method",
    detail: `${request.method} is not a method of this path. It has ${allow}.`,
    headers: { allow },
  });
  return problemAnswer(refused, { requestId, routeId: "unknown", headers: answerHeaders(new Headers(), requestId) });
}
