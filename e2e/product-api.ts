import { randomUUID } from "node:crypto";
import { routes } from "#lib/core/api/index.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { type CallAnswer, type CallInput, urlOf } from "#lib/query/api.ts";
import type { Product } from "./product.ts";

/** Somebody who calls the started product. */
export interface Api {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The first admin of a fresh product, once as a person with a session cookie and once as a token for scripts. */
export interface FirstAdmin {
  readonly name: string;
  readonly password: string;
  /** `name=value`, as a browser sends it back. */
  readonly cookie: string;
  readonly api: Api;
}

interface Sent {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
}

/** One call; the answer as it came, so that a clock can stop at its last byte. */
export function send(api: Api, spec: RouteSpec, input: Sent): Promise<Response> {
  const isJson = spec.body?.kind === "json";
  return fetch(api.address + urlOf(spec, input), {
    method: spec.method,
    headers: { ...api.headers, ...(isJson ? { "content-type": "application/json" } : {}) },
    ...(input.body === undefined ? {} : { body: isJson ? JSON.stringify(input.body) : String(input.body) }),
  });
}

/** One call that must succeed. */
export async function ask<const Spec extends RouteSpec>(
  api: Api,
  spec: Spec,
  input: CallInput<Spec> & Sent,
): Promise<CallAnswer<Spec>> {
  const answer = await send(api, spec, input);
  if (!answer.ok) throw new Error(`${spec.id} answered ${answer.status}: ${await answer.text()}`);
  const readers = {
    json: () => answer.json(),
    file: () => answer.blob(),
    stream: async () => answer.body,
    none: async () => undefined,
  };
  return readers[spec.answer.kind]();
}

/** Goes through the printed set-up link, as the first person does. */
export async function setUpAdmin(product: Pick<Product, "address" | "printed">): Promise<FirstAdmin> {
  const setupToken = await product.printed(/\/setup\?token=(\S+)\n/);
  const [name, password] = ["ada", randomUUID()];
  const visitor = { address: product.address, headers: { origin: product.address } };
  const answer = await send(visitor, routes.setUp, { body: { setupToken, name, password } });
  if (answer.status !== 201) throw new Error(`Set-up answered ${answer.status}: ${await answer.text()}`);
  const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
  const person = { ...visitor, headers: { ...visitor.headers, cookie } };
  const { token } = await ask(person, routes.addToken, { body: { name: "checks", role: "admin", expiresAt: null } });
  return { name, password, cookie, api: { address: product.address, headers: { authorization: `Bearer ${token}` } } };
}
