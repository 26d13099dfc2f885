import type * as z from "zod";

/** Who may call a route: anyone, any signed-in person or token, or at least this role (viewer < editor < admin). */
export type Policy = "public" | "viewer" | "editor" | "admin";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Body =
  | { readonly kind: "json"; readonly schema: z.ZodType; readonly maxBytes: number }
  | { readonly kind: "bytes"; readonly maxBytes: number };

type Answer =
  | { readonly kind: "json"; readonly status: 200 | 201; readonly schema: z.ZodType }
  | { readonly kind: "file"; readonly status: 200; readonly types: readonly string[] }
  /** Server-sent events; every `data` is one JSON message. */
  | { readonly kind: "stream"; readonly status: 200; readonly message: z.ZodType }
  | { readonly kind: "none"; readonly status: 204 };

/** One operation of the public API: what the wrapper enforces and what the OpenAPI document says are both read from here. */
export interface RouteSpec {
  readonly id: string;
  readonly method: Method;
  /** Below `/api/v1`, parameters in braces. */
  readonly path: string;
  readonly policy: Policy;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: Body;
  readonly answer: Answer;
  /** Calls per minute and caller; absent = the general limit. */
  readonly perMinute?: number;
}

export const JSON_BODY_MAX = 1_000_000;
export const IMPORT_BODY_MAX = 5_000_000;
/** 5 MB of pasted text; as a JSON string every quote and line end in it takes two bytes. */
export const PASTED_BODY_MAX = 10_000_000;
export const PLAN_BODY_MAX = 16_000_000;

/** Keeps the literal types of a route, so that the wrapper can infer params, query and body. */
export function routeSpec<const Spec extends RouteSpec>(spec: Spec): Spec {
  return spec;
}
