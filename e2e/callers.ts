import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import type { APIRequestContext } from "@playwright/test";
import { request } from "@playwright/test";
import type { UserRole } from "#lib/core/api/access.ts";

/** Someone who calls the started product; a null role is nobody, whatever they send. */
export interface Caller {
  readonly name: string;
  readonly role: UserRole | null;
  readonly api: APIRequestContext;
}

const ROLES: readonly UserRole[] = ["viewer", "editor", "admin"];
const PASSWORD = randomUUID();

/** Everyone of the matrix: nobody in several ways, and each role by session and by token. */
export async function makeCallers(baseURL: string): Promise<readonly Caller[]> {
  const admin = await withToken(baseURL, await mintToken("admin"));
  const people = await Promise.all(ROLES.map((role) => signedIn(baseURL, admin, role)));
  const tokens = await Promise.all(ROLES.map(async (role) => withToken(baseURL, await mintToken(role))));
  const nobodies = [
    { name: "anonymous", api: await request.newContext({ baseURL }) },
    { name: "disabled admin", api: await disabled(baseURL, admin) },
    { name: "revoked token", api: await revoked(baseURL, admin) },
    { name: "made-up token", api: await withToken(baseURL, `qrt_${"0".repeat(8)}_${"0".repeat(49)}`) },
  ];
  return [
    ...nobodies.map((nobody) => ({ ...nobody, role: null })),
    ...people.map(({ api, role }) => ({ name: `${role} session`, role, api })),
    ...ROLES.flatMap((role, at) =>
      tokens[at] === undefined ? [] : [{ name: `${role} token`, role, api: tokens[at] }],
    ),
  ];
}

/** A token as the README's command prints it, from the database of the started product. */
export async function mintToken(role: UserRole): Promise<string> {
  const command = join(import.meta.dirname, "..", "lib", "auth", "token-command.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [command, "--role", role, "--name", `e2e-${role}`]);
  return stdout.trim();
}

export function withToken(baseURL: string, token: string): Promise<APIRequestContext> {
  return request.newContext({ baseURL, extraHTTPHeaders: { authorization: `Bearer ${token}` } });
}

async function signedIn(baseURL: string, admin: APIRequestContext, role: UserRole) {
  const name = `${role}-${randomUUID()}`;
  const added = await admin.post("/api/v1/users", { data: { name, role, password: PASSWORD } });
  const { id }: { id: string } = await added.json();
  const api = await request.newContext({ baseURL, extraHTTPHeaders: { origin: new URL(baseURL).origin } });
  await api.post("/api/v1/session", { data: { name, password: PASSWORD } });
  return { id, role, api };
}

async function disabled(baseURL: string, admin: APIRequestContext): Promise<APIRequestContext> {
  const { id, api } = await signedIn(baseURL, admin, "admin");
  await admin.patch(`/api/v1/users/${id}`, { data: { isDisabled: true } });
  return api;
}

async function revoked(baseURL: string, admin: APIRequestContext): Promise<APIRequestContext> {
  const made = await admin.post("/api/v1/tokens", { data: { name: "e2e", role: "admin", expiresAt: null } });
  const { id, token }: { id: string; token: string } = await made.json();
  await admin.delete(`/api/v1/tokens/${id}`);
  return withToken(baseURL, token);
}
