import { randomUUID } from "node:crypto";
import type * as z from "zod";
import { sessionTokenOf } from "#lib/auth/cookie.ts";
import { bearerOf, identify } from "#lib/auth/identify.ts";
import { isAllowed, type Principal } from "#lib/auth/principal.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import {
  checkAnswer,
  essenceOf,
  type FileAnswer,
  fileAnswer,
  type JsonText,
  jsonAnswer,
  streamAnswer,
} from "./answer.ts";
import { NotSignedIn, Refused } from "./errors.ts";
import { answerHeaders } from "./headers.ts";
import { countAnswer } from "./metrics.ts";
import { problemAnswer } from "./problem.ts";
import { readBytes, readJson } from "./request/body.ts";
import { callerIp, limitKey } from "./request/caller.ts";
import { refuseCrossSite } from "./request/cross-site.ts";
import { parseBody, parseParams, parseQuery } from "./request/input.ts";
import { limitCalls } from "./request/rate-limit.ts";

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type ParamsOf<Spec> = Spec extends { readonly params: infer Schema } ? Parsed<Schema> : undefined;
type QueryOf<Spec> = Spec extends { readonly query: infer Schema } ? Parsed<Schema> : undefined;
type BodyOf<Spec> = Spec extends { readonly body: { readonly kind: "json"; readonly schema: infer Schema } }
  ? Parsed<Schema>
  : Spec extends { readonly body: { readonly kind: "bytes" } }
    ? Uint8Array<ArrayBuffer>
    : undefined;
type ResultOf<Spec extends RouteSpec> = Spec["answer"] extends { readonly kind: "json"; readonly schema: infer Schema }
  ? Promise<Parsed<Schema> | JsonText>
  : Spec["answer"] extends { readonly kind: "file" }
    ? Promise<FileAnswer>
    : Spec["answer"] extends { readonly kind: "stream" }
      ? Promise<ReadableStream<Uint8Array>>
      : Promise<void>;

/** What a handler gets: everything already parsed, counted and allowed. */
interface Call<Spec extends RouteSpec> {
  readonly params: ParamsOf<Spec>;
  readonly query: QueryOf<Spec>;
  readonly body: BodyOf<Spec>;
  /** Null on public routes, where nobody is asked who they are. */
  readonly principal: Spec["policy"] extends "public" ? null : Principal;
  readonly request: Request;
  readonly requestId: string;
  readonly ip: string;
  /** Headers of the answer; a handler adds its cookie here. */
  readonly headers: Headers;
}

type Handler<Spec extends RouteSpec> = (call: Call<Spec>) => ResultOf<Spec>;
export type RouteHandler = (request: Request, context: RouteContext) => Promise<Response>;
interface RouteContext {
  readonly params: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** High enough for 200 edits in a few seconds or a page that opens all at once; low enough to stop a loop gone wild. */
const GENERAL_PER_MINUTE = 6000;

/** The only way to export a route: policy, limits, parsing, safety headers and problems are all enforced here. */
export function handle<const Spec extends RouteSpec>(spec: Spec, handler: Handler<Spec>): RouteHandler {
  // A field that the route does not know is a typing mistake of the caller, and silence would hide it.
  const query = spec.query?.strict();
  return async (request, context) => {
    const requestId = randomUUID();
    const headers = answerHeaders(request.headers, requestId);
    const ip = callerIp(request.headers);
    try {
      const principal = await admit(spec, request, ip);
      const call = callOf<Spec>({
        params: parseParams(spec.params, await context.params),
        query: parseQuery(query, new URL(request.url).searchParams),
        body: await bodyOf(spec, request),
        principal,
        request,
        requestId,
        ip,
        headers,
      });
      return counted(spec, answerOf(spec, await handler(call), headers));
    } catch (thrown) {
      return counted(spec, problemAnswer(thrown, { requestId, routeId: spec.id, headers }));
    }
  };
}

/** Counts the call, refuses other sites' writes, finds out who calls, and whether they may. */
async function admit(spec: RouteSpec, request: Request, ip: string): Promise<Principal | null> {
  limitCalls(`ip ${limitKey(ip)}`, GENERAL_PER_MINUTE);
  const { headers, method } = request;
  if (method !== "GET" && method !== "HEAD") {
    const hasSessionCookie = sessionTokenOf(headers) !== null;
    refuseCrossSite(headers, { hasBearer: bearerOf(headers) !== null, hasSessionCookie });
  }
  const principal = spec.policy === "public" ? null : await identify(headers);
  if (spec.policy !== "public") requireRole(spec, principal);
  if (spec.perMinute !== undefined) limitCalls(`${spec.id} ${principal?.id ?? limitKey(ip)}`, spec.perMinute);
  return principal;
}

function requireRole(spec: RouteSpec, principal: Principal | null): void {
  if (principal === null) {
    throw new NotSignedIn({
      code: "not-signed-in",
      detail: "Nobody is signed in, or the session or token has ended. Sign in, or send a valid API token.",
    });
  }
  if (isAllowed(principal.role, spec.policy)) return;
  throw new Refused({
    code: "role-too-low",
    detail: `This needs the role ${spec.policy}; ${principal.name} has ${principal.role}. Ask an admin.`,
  });
}

async function bodyOf(spec: RouteSpec, request: Request): Promise<unknown> {
  if (spec.body === undefined) return undefined;
  if (spec.body.kind === "bytes") return readBytes(request, spec.body.maxBytes);
  return parseBody(spec.body.schema, await readJson(request, spec.body.maxBytes));
}

function callOf<Spec extends RouteSpec>(call: { readonly [Key in keyof Call<Spec>]: unknown }): Call<Spec> {
  // The schemas of this very `spec` produced params, query and body, and its policy the principal.
  return call as Call<Spec>;
}

function answerOf(spec: RouteSpec, result: unknown, headers: Headers): Response {
  switch (spec.answer.kind) {
    case "json":
      checkAnswer(spec, result, process.env.NODE_ENV !== "production");
      return jsonAnswer(spec.answer.status, result, headers);
    case "file":
      return fileAnswer(asFile(spec, result), headers);
    case "stream":
      return streamAnswer(asStream(spec, result), headers);
    case "none":
      return new Response(null, { status: spec.answer.status, headers });
  }
}

function counted(spec: RouteSpec, answer: Response): Response {
  countAnswer(spec.id, answer.status);
  return answer;
}

function asFile({ id, answer }: RouteSpec, result: unknown): FileAnswer {
  if (isFile(result) && answer.kind === "file" && answer.types.includes(essenceOf(result.mediaType))) return result;
  throw new Error(`answer of ${id} is not a file of a declared type`);
}

function asStream({ id }: RouteSpec, result: unknown): ReadableStream<Uint8Array> {
  if (result instanceof ReadableStream) return result;
  throw new Error(`answer of ${id} is not a stream`);
}

function isFile(result: unknown): result is FileAnswer {
  return typeof result === "object" && result !== null && "mediaType" in result && "bytes" in result;
}
