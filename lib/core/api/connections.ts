import * as z from "zod";
import { Connection, CredentialField, Credentials } from "#lib/core/connection/connection.ts";
import { JSON_BODY_MAX, routeSpec } from "./route-spec.ts";
import { Instant, Slug, SlugParams } from "./shapes.ts";

const ok = <Schema extends z.ZodType>(schema: Schema) => ({ kind: "json", status: 200, schema }) as const;
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
  getRole: routeSpec({
    id: "getRole",
    method: "GET",
    path: "/connections/role.yaml",
    policy: "viewer",
    summary: "The least-privilege role that watching needs",
    answer: { kind: "file", status: 200, types: ["application/yaml"] },
  }),
};
