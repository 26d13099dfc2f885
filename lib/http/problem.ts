import { STATUS_CODES } from "node:http";
import { BadInput, Conflict, HttpProblem, NotFound, Unavailable } from "./errors.ts";
import { log } from "./log.ts";

/** What a problem answer needs of the request it answers. */
export interface ProblemContext {
  readonly requestId: string;
  readonly routeId: string;
  readonly headers: Headers;
}

/** By then a full queue of password checks has run empty. */
const BUSY_S = 5;

/** Turns whatever a handler threw into an RFC 9457 answer. The cause of an unforeseen error goes to the log only. */
export function problemAnswer(thrown: unknown, context: ProblemContext): Response {
  const problem = asProblem(thrown, context);
  const { headers } = context;
  headers.set("content-type", "application/problem+json");
  for (const [name, value] of Object.entries(problem.headers)) headers.set(name, value);
  const body = {
    ...problem.extra,
    type: `urn:quorate:problem:${problem.code}`,
    title: STATUS_CODES[problem.status] ?? "Problem",
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    requestId: context.requestId,
  };
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

function asProblem(thrown: unknown, { requestId, routeId }: ProblemContext): HttpProblem {
  if (thrown instanceof HttpProblem) return thrown;
  const fromStore = storeProblem(thrown);
  if (fromStore !== null) return fromStore;
  if (thrown instanceof Error && thrown.name === "QueueFull") {
    return new Unavailable(BUSY_S, {
      code: "sign-in-busy",
      detail: "Too many people are signing in at this moment. Try again in a few seconds.",
    });
  }
  log.error({ err: thrown, requestId, route: routeId }, "request failed");
  if (isDatabaseDown(thrown)) {
    return new Unavailable(BUSY_S, {
      code: "database-down",
      detail: "The database does not answer, so nothing was read or changed. Try again in a few seconds.",
    });
  }
  return new HttpProblem(500, {
    code: "internal",
    detail: `Something failed in the server. Its log has the cause under request ${requestId}.`,
  });
}

/** lib/store may not import lib/http, so its refusals are known by their shape. */
function storeProblem(thrown: unknown): HttpProblem | null {
  if (!(thrown instanceof Error) || thrown.name !== "StoreProblem" || !("kind" in thrown)) return null;
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : "refused";
  const extra = "extra" in thrown && isRecord(thrown.extra) ? thrown.extra : {};
  const init = { code, detail: thrown.message, extra, cause: thrown };
  switch (thrown.kind) {
    case "not-found":
      return new NotFound(init);
    case "conflict":
      return new Conflict(init);
    case "invalid":
      return new BadInput(init);
    default:
      return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// Sockets refuse with these; Postgres itself answers 57P01..57P03 while it stops or starts; Prisma wraps both.
const DOWN =
  /ECONNREFUSED|ECONNRESET|ENOENT.*\.s\.PGSQL|57P0[123]|Connection terminated|timeout exceeded when trying to connect|P20(?:24|28)|P1001|P1017|DatabaseNotReachable/;

function isDatabaseDown(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    const code = "code" in error ? String(error.code) : "";
    if (DOWN.test(`${code} ${error.message}`)) return true;
  }
  return false;
}
