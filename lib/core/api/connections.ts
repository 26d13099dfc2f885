import * as z from "zod";
import { Connection, CredentialField, Credentials, Tick } from "#lib/core/connection/connection.ts";
import { JSON_BODY_MAX, routeSpec } from "./route-spec.ts";
import { IdParams, Instant, Slug, SlugParams } from "./shapes.ts";

const ok = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 200, schema }) as const;
const created = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 201, schema }) as const;
const json = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", schema, maxBytes: JSON_BODY_MAX }) as const;

/** A connection as it may be shown: which credentials are stored, never what they are. */
export const ConnectionView = z.strictObject({
  slug: Slug,
  connection: Connection,
  credentials: z.array(
    z.strictObject({ field: CredentialField, storedAt: Instant, storedBy: z.string(), isLocked: z.boolean() }),
  ),
  isPaused: z.boolean(),
  updatedAt: Instant,
  updatedBy: z.string(),
});
export type ConnectionView = z.infer<typeof ConnectionView>;

export const Preflight = z.strictObject({
  id: z.uuid(),
  state: z.enum(["waiting", "running", "done", "expired"]),
  ticks: z.array(Tick),
});
export type Preflight = z.infer<typeof Preflight>;

export const connectionRoutes = {
  getConnection: routeSpec({
    id: "getConnection",
    method: "GET",
    path: "/clusters/{slug}/connection",
    policy: "viewer",
    summary: "How a live cluster is reached, without its secrets",
    params: SlugParams,
    answer: ok(ConnectionView),
  }),
  putConnection: routeSpec({
    id: "putConnection",
    method: "PUT",
    path: "/clusters/{slug}/connection",
    policy: "editor",
    summary: "Store how a live cluster is reached; credentials are sealed and never returned",
    params: SlugParams,
    body: json(z.strictObject({ connection: Connection, credentials: Credentials, isPaused: z.boolean().optional() })),
    answer: ok(ConnectionView),
  }),
  removeConnection: routeSpec({
    id: "removeConnection",
    method: "DELETE",
    path: "/clusters/{slug}/connection",
    policy: "editor",
    summary: "Forget a connection with its credentials and live state",
    params: SlugParams,
    answer: { kind: "none", status: 204 },
  }),
  startPreflight: routeSpec({
    id: "startPreflight",
    method: "POST",
    path: "/connections/preflight",
    policy: "editor",
    perMinute: 30,
    summary: "Dry run of a connection; nothing of it is kept",
    body: json(z.strictObject({ slug: Slug.nullable(), connection: Connection, credentials: Credentials })),
    answer: created(Preflight),
  }),
  getPreflight: routeSpec({
    id: "getPreflight",
    method: "GET",
    path: "/connections/preflight/{id}",
    policy: "editor",
    summary: "Ticks of a dry run so far",
    params: IdParams,
    answer: ok(Preflight),
  }),
  getRole: routeSpec({
    id: "getRole",
    method: "GET",
    path: "/connections/role.yaml",
    policy: "viewer",
    summary: "The least-privilege role that watching needs",
    answer: { kind: "file", status: 200, types: ["application/yaml"] },
  }),
};
