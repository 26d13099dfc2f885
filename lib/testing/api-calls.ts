import { join } from "node:path";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import type { RouteHandler } from "#lib/http/handle.ts";

/** Where the tests pretend that the product answers. */
export const TEST_ORIGIN = "http://localhost:4600";

export interface Sending {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls the real handler of a route, as Next would after our edge has passed the request on. */
export async function send(spec: RouteSpec, sending: Sending = {}): Promise<Response> {
  const handler = await handlerOf(spec);
  const params = sending.params ?? {};
  return handler(requestOf(spec, sending), { params: Promise.resolve(params) });
}

export function requestOf(spec: RouteSpec, { params = {}, query = "", body, headers = {} }: Sending): Request {
  const path = spec.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const isWrite = spec.method !== "GET";
  return new Request(`${TEST_ORIGIN}/api/v1${path}${query}`, {
    method: spec.method,
    headers: {
      host: "localhost:4600",
      "x-forwarded-for": "192.0.2.7",
      ...(isWrite ? { origin: TEST_ORIGIN, "sec-fetch-site": "same-origin" } : {}),
      ...(body === undefined ? {} : { "content-type": typeof body === "string" ? "text/plain" : "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function handlerOf(spec: RouteSpec): Promise<RouteHandler> {
  const file = join(import.meta.dirname, "..", "..", "app/api/v1", filePath(spec), "route.ts");
  const module: Readonly<Record<string, RouteHandler | undefined>> = await import(/* @vite-ignore */ file);
  const handler = module[spec.method];
  if (handler === undefined) throw new Error(`${file} has no ${spec.method}`);
  return handler;
}

function filePath({ path }: RouteSpec): string {
  return path.slice(1).replaceAll(/\{(\w+)\}/g, "[$1]");
}
