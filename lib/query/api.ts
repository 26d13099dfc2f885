import type * as z from "zod";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { Problem } from "#lib/core/api/shapes.ts";
import { hearAnswer } from "./signed-in.ts";

type In<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
type ParamsPart<Spec> = Spec extends { readonly params: infer Schema } ? { readonly params: In<Schema> } : object;
type QueryPart<Spec> = Spec extends { readonly query: infer Schema } ? { readonly query?: In<Schema> } : object;
type BodyPart<Spec> = Spec extends { readonly body: { readonly kind: "json"; readonly schema: infer Schema } }
  ? { readonly body: In<Schema> }
  : Spec extends { readonly body: { readonly kind: "bytes" } }
    ? { readonly body: Blob | Uint8Array<ArrayBuffer> | string; readonly contentType?: string }
    : object;

export type CallInput<Spec> = ParamsPart<Spec> & QueryPart<Spec> & BodyPart<Spec> & { readonly signal?: AbortSignal };

export type CallAnswer<Spec extends RouteSpec> = Spec["answer"] extends {
  readonly kind: "json";
  readonly schema: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : Spec["answer"] extends { readonly kind: "file" }
    ? Blob
    : Spec["answer"] extends { readonly kind: "stream" }
      ? ReadableStream<Uint8Array>
      : undefined;

/** The server's refusal of a call, as it was sent. */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail === "" ? problem.title : problem.detail);
    this.problem = problem;
  }
}

/** Calls one operation of the API. Throws `ApiProblem` for a refusal, `TypeError` when the server is out of reach. */
export async function call<const Spec extends RouteSpec>(
  spec: Spec,
  input: CallInput<Spec>,
): Promise<CallAnswer<Spec>> {
  const parts: Parts = input;
  const response = await fetch(urlOf(spec, parts), {
    method: spec.method,
    headers: headersOf(spec, parts),
    ...(spec.body === undefined ? {} : { body: bodyOf(spec, parts.body) }),
    ...(parts.signal === undefined ? {} : { signal: parts.signal }),
  });
  const problem = response.ok ? null : await problemIn(response);
  hearAnswer(response.ok && spec.policy !== "public", problem?.code ?? null);
  if (problem !== null) throw new ApiProblem(problem);
  return answerIn(spec, response);
}

interface Parts {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly contentType?: string;
  readonly signal?: AbortSignal;
}

/** The address of an operation on this server, such as for a link that downloads. */
export function urlOf(spec: RouteSpec, { params = {}, query = {} }: Pick<Parts, "params" | "query">): string {
  const values = new Map(Object.entries(params));
  const path = spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `/api/v1${path}${search.size === 0 ? "" : `?${search}`}`;
}

function headersOf(spec: RouteSpec, { contentType = "application/octet-stream" }: Parts): Record<string, string> {
  if (spec.body === undefined) return {};
  return { "content-type": spec.body.kind === "json" ? "application/json" : contentType };
}

function bodyOf(spec: RouteSpec, body: unknown): BodyInit {
  if (spec.body?.kind === "json") return JSON.stringify(body);
  if (typeof body === "string" || body instanceof Blob) return body;
  return body instanceof Uint8Array ? new Blob([new Uint8Array(body)]) : "";
}

async function problemIn(response: Response): Promise<Problem> {
  const parsed = Problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  // Not from our API: a proxy in between, or a server that is just starting.
  const { status, statusText } = response;
  return { type: "about:blank", title: statusText, status, detail: "", code: `http-${status}` };
}

async function answerIn<Spec extends RouteSpec>(spec: Spec, response: Response): Promise<CallAnswer<Spec>> {
  const answers = {
    json: () => response.json(),
    file: () => response.blob(),
    stream: async () => response.body,
    none: async () => undefined,
  };
  return answers[spec.answer.kind]();
}
