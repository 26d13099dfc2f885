import type * as z from "zod";
import { BadInput, type InputError, NotFound } from "#lib/http/errors.ts";
import { refuseUnstorableQuery } from "./storable.ts";

/** Enough to mend a form or a script by; a body of 5,000 bad rows would answer with megabytes otherwise. */
const ERRORS_MAX = 100;

/** Parses a JSON body. Throws 422 with one entry per fault; paths are the body's own, joined by `/`. */
export function parseBody(schema: z.ZodType, body: unknown): unknown {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw badInput(
    "body",
    inputErrors(parsed.error.issues, (path) => path),
  );
}

/** Parses the query; a parameter that the route does not know, or that comes twice, is refused. */
export function parseQuery(schema: z.ZodObject | undefined, search: URLSearchParams): unknown {
  refuseUnstorableQuery(search);
  const twice = [...new Set(search.keys())].filter((key) => search.getAll(key).length > 1);
  const unknown = schema === undefined ? [...search.keys()] : [];
  const refused = [
    ...twice.map((key) => ({ path: `?${key}`, code: "repeated", message: "Give this parameter once." })),
    ...unknown.map((key) => ({ path: `?${key}`, code: "unrecognized_keys", message: "No such parameter." })),
  ];
  if (refused.length > 0) throw badInput("query", refused);
  const parsed = schema?.safeParse(Object.fromEntries(search));
  if (parsed === undefined || parsed.success) return parsed?.data;
  throw badInput(
    "query",
    inputErrors(parsed.error.issues, (path) => `?${path}`),
  );
}

/** Parses the path parameters. A text that cannot name an object names none: 404, not 422. */
export function parseParams(schema: z.ZodObject | undefined, params: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  throw new NotFound({ code: "not-found", detail: "There is no such object. Check the address." });
}

function badInput(part: "body" | "query", errors: readonly InputError[]): BadInput {
  const shown = errors.slice(0, ERRORS_MAX);
  const first = shown[0];
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : "";
  return new BadInput({
    code: "invalid-input",
    detail: `The ${part} does not hold: ${first?.path || part}: ${first?.message ?? "unknown fault"}${more}. Nothing was changed.`,
    extra: { errors: shown },
  });
}

type Issue = z.core.$ZodIssue;

function inputErrors(issues: readonly Issue[], address: (path: string) => string): InputError[] {
  return issues.flatMap((issue) => leavesOf(issue, [])).map((error) => ({ ...error, path: address(error.path) }));
}

/** The faults a person can mend: one per unknown field, and those of the branch of a union that was meant. */
function leavesOf(issue: Issue, above: readonly string[]): readonly InputError[] {
  const path = [...above, ...issue.path.map(String)];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: [...path, key].join("/"), code: issue.code, message: "No such field." }));
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return likeliest(issue.errors).flatMap((inner) => leavesOf(inner, path));
  }
  return [{ path: path.join("/"), code: issue.code, message: issue.message }];
}

/** The branch that fails least; one that already fails at its name (`type`, `kind`) was not meant. */
function likeliest(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const misfit = (branch: readonly Issue[]) => (branch.some(isAboutName) ? ERRORS_MAX : 0) + branch.length;
  return branches.toSorted((a, b) => misfit(a) - misfit(b))[0] ?? [];
}

function isAboutName({ path }: Issue): boolean {
  return path.length === 1 && (path[0] === "type" || path[0] === "kind");
}
