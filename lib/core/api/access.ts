import * as z from "zod";
import { JSON_BODY_MAX, routeSpec } from "./route-spec.ts";
import { IdParams, Instant, PageQuery, pageOf } from "./shapes.ts";

export const UserRole = z.enum(["viewer", "editor", "admin"]);
export type UserRole = z.infer<typeof UserRole>;

const UserName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._@-]*$/u);
const NewPassword = z.string().min(10).max(200);
const Credentials = z.strictObject({ name: UserName, password: z.string().min(1).max(200) });

export const User = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: UserRole,
  isDisabled: z.boolean(),
  createdAt: Instant,
  lastSeenAt: Instant.nullable(),
});
export type User = z.infer<typeof User>;

export const ApiToken = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: UserRole,
  prefix: z.string(),
  createdAt: Instant,
  createdBy: z.string(),
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const AuditEntry = z.strictObject({
  id: z.string(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  object: z.string(),
  beforeHash: z.string().nullable(),
  afterHash: z.string().nullable(),
  ip: z.string(),
  requestId: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const json = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", schema, maxBytes: JSON_BODY_MAX }) as const;
const Me = z.strictObject({ name: z.string(), role: UserRole, userId: z.uuid().nullable() });

export const accessRoutes = {
  setUp: routeSpec({
    id: "setUp",
    method: "POST",
    path: "/setup",
    policy: "public",
    perMinute: 20,
    summary: "Create the first admin with the one-time set-up token",
    body: json(Credentials.extend({ setupToken: z.string().max(200), password: NewPassword })),
    answer: { kind: "json", status: 201, schema: Me },
  }),
  signIn: routeSpec({
    id: "signIn",
    method: "POST",
    path: "/session",
    policy: "public",
    perMinute: 20,
    summary: "Sign in with name and password; sets the session cookie",
    body: json(Credentials),
    answer: { kind: "json", status: 201, schema: Me },
  }),
  me: routeSpec({
    id: "me",
    method: "GET",
    path: "/session",
    policy: "viewer",
    summary: "Who am I",
    answer: { kind: "json", status: 200, schema: Me },
  }),
  signOut: routeSpec({
    id: "signOut",
    method: "DELETE",
    path: "/session",
    policy: "viewer",
    summary: "End this session",
    answer: { kind: "none", status: 204 },
  }),
  changeOwnPassword: routeSpec({
    id: "changeOwnPassword",
    method: "PUT",
    path: "/session/password",
    policy: "viewer",
    perMinute: 5,
    summary: "Change my password; ends my other sessions",
    body: json(z.strictObject({ current: z.string().max(200), next: NewPassword })),
    answer: { kind: "none", status: 204 },
  }),
  listUsers: routeSpec({
    id: "listUsers",
    method: "GET",
    path: "/users",
    policy: "admin",
    summary: "People",
    query: PageQuery,
    answer: { kind: "json", status: 200, schema: pageOf(User) },
  }),
  addUser: routeSpec({
    id: "addUser",
    method: "POST",
    path: "/users",
    policy: "admin",
    summary: "Add a person",
    body: json(z.strictObject({ name: UserName, role: UserRole, password: NewPassword })),
    answer: { kind: "json", status: 201, schema: User },
  }),
  changeUser: routeSpec({
    id: "changeUser",
    method: "PATCH",
    path: "/users/{id}",
    policy: "admin",
    summary: "Change role, disable, enable, or set a new password",
    params: IdParams,
    body: json(
      z.strictObject({
        role: UserRole.optional(),
        isDisabled: z.boolean().optional(),
        password: NewPassword.optional(),
      }),
    ),
    answer: { kind: "json", status: 200, schema: User },
  }),
  listTokens: routeSpec({
    id: "listTokens",
    method: "GET",
    path: "/tokens",
    policy: "admin",
    summary: "API tokens",
    query: PageQuery,
    answer: { kind: "json", status: 200, schema: pageOf(ApiToken) },
  }),
  addToken: routeSpec({
    id: "addToken",
    method: "POST",
    path: "/tokens",
    policy: "admin",
    summary: "Create an API token; its text is shown once",
    body: json(
      z.strictObject({ name: z.string().trim().min(1).max(64), role: UserRole, expiresAt: Instant.nullable() }),
    ),
    answer: { kind: "json", status: 201, schema: ApiToken.extend({ token: z.string() }) },
  }),
  removeToken: routeSpec({
    id: "removeToken",
    method: "DELETE",
    path: "/tokens/{id}",
    policy: "admin",
    summary: "Revoke an API token",
    params: IdParams,
    answer: { kind: "none", status: 204 },
  }),
  listAudit: routeSpec({
    id: "listAudit",
    method: "GET",
    path: "/audit",
    policy: "admin",
    summary: "Audit entries, newest first",
    query: PageQuery.extend({ q: z.string().max(200).optional() }),
    answer: { kind: "json", status: 200, schema: pageOf(AuditEntry) },
  }),
};
