import * as z from "zod";
import * as access from "#lib/core/api/access.ts";
import * as plans from "#lib/core/api/plans.ts";
import type { RouteSpec } from "#lib/core/api/route-spec.ts";
import { Problem } from "#lib/core/api/shapes.ts";
import { Edit } from "#lib/core/plan/edit.ts";
import { Machine } from "#lib/core/plan/machine.ts";
import { Plan } from "#lib/core/plan/plan.ts";

type Json = Readonly<Record<string, unknown>>;

/** Schemas with a name of their own in the document; all others are written out where they are used. */
const NAMED: Readonly<Record<string, z.ZodType>> = {
  ApiToken: access.ApiToken,
  AuditEntry: access.AuditEntry,
  ClusterSummary: plans.ClusterSummary,
  Edit,
  EditAnswer: plans.EditAnswer,
  HistoryEntry: plans.HistoryEntry,
  Machine,
  Plan,
  PlanAtVersion: plans.PlanAtVersion,
  Problem,
  Totals: plans.Totals,
  User: access.User,
};

/** This API as an OpenAPI 3.1 document, read from the same table that the routes enforce. */
export function openApiDocument(routes: Readonly<Record<string, RouteSpec>>): Json {
  const components = new Map<string, unknown>();
  const paths = new Map<string, Record<string, unknown>>();
  for (const spec of Object.values(routes)) {
    const operations = paths.get(spec.path) ?? {};
    operations[spec.method.toLowerCase()] = operationOf(spec, components);
    paths.set(spec.path, operations);
  }
  return {
    openapi: "3.1.0",
    info: { title: "Quorate", version: "1", description: "Plan, prove and watch highly available Kubernetes." },
    servers: [{ url: "/api/v1" }],
    paths: Object.fromEntries(paths),
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "__Host-quorate", description: "`quorate` on plain loopback." },
        token: { type: "http", scheme: "bearer", description: "An API token, `qrt_...`." },
      },
    },
  };
}

function operationOf(spec: RouteSpec, components: Map<string, unknown>): Json {
  const parameters = [...parametersOf("path", spec.params), ...parametersOf("query", spec.query)];
  const role = spec.policy === "public" ? "Open to anyone." : `Needs the role ${spec.policy} or higher.`;
  return {
    operationId: spec.id,
    summary: spec.summary,
    description: role,
    tags: [spec.path.split("/")[1] ?? ""],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(spec.body === undefined ? {} : { requestBody: bodyOf(spec.body, components) }),
    responses: { ...answerOf(spec, components), ...problemsOf(spec, components) },
    security: spec.policy === "public" ? [] : [{ session: [] }, { token: [] }],
  };
}

function parametersOf(place: "path" | "query", schema: z.ZodObject | undefined): readonly Json[] {
  if (schema === undefined) return [];
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || !field.safeParse(undefined).success,
    schema: withoutDialect(z.toJSONSchema(field, { io: "input" })),
  }));
}

function bodyOf(body: NonNullable<RouteSpec["body"]>, components: Map<string, unknown>): Json {
  if (body.kind === "bytes") {
    return { required: true, content: { "*/*": {} }, description: `Raw bytes, at most ${body.maxBytes}.` };
  }
  return { required: true, content: { "application/json": { schema: schemaOf(body.schema, "input", components) } } };
}

function answerOf({ answer }: RouteSpec, components: Map<string, unknown>): Json {
  switch (answer.kind) {
    case "none":
      return { [answer.status]: { description: "Done" } };
    case "file":
      return {
        [answer.status]: {
          description: "The file",
          content: Object.fromEntries(answer.types.map((type) => [type, {}])),
        },
      };
    case "stream": {
      const schema = schemaOf(answer.message, "output", components);
      return { [answer.status]: { description: "Events", content: { "text/event-stream": { schema } } } };
    }
    case "json": {
      const schema = schemaOf(answer.schema, "output", components);
      return { [answer.status]: { description: "Done", content: { "application/json": { schema } } } };
    }
  }
}

function problemsOf(spec: RouteSpec, components: Map<string, unknown>): Json {
  const isWrite = spec.method !== "GET";
  const schema = schemaOf(Problem, "output", components);
  const statuses = [
    ...(spec.policy === "public" ? [] : ["401", "403"]),
    ...(spec.policy === "public" && isWrite ? ["401", "403"] : []),
    ...(spec.params === undefined ? [] : ["404"]),
    ...(isWrite ? ["409"] : []),
    ...(spec.body === undefined ? [] : ["413", "415"]),
    ...(spec.body?.kind === "json" ? ["400"] : []),
    ...(spec.body === undefined && spec.query === undefined ? [] : ["422"]),
    "429",
    "503",
  ];
  const problem = { description: "Problem", content: { "application/problem+json": { schema } } };
  return Object.fromEntries(statuses.map((status) => [status, problem]));
}

/** JSON Schema of one use; named schemas inside become references and move to `components`. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Map<string, unknown>): unknown {
  const names = z.registry<{ id: string }>();
  for (const [id, named] of Object.entries(NAMED)) names.add(named, { id });
  const written = z.toJSONSchema(schema, { io, metadata: names });
  const { $defs, ...rest } = moved(withoutDialect(written));
  for (const [id, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...clean } = definition;
    components.set(id, clean);
  }
  const ownName = names.get(schema)?.id;
  if (ownName === undefined) return rest;
  const { id: _id, ...clean } = rest;
  components.set(ownName, clean);
  return { $ref: `#/components/schemas/${ownName}` };
}

type Written = { readonly $defs?: Readonly<Record<string, Json>> } & Json;

function moved(schema: unknown): Written {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

function withoutDialect({ $schema: _dialect, "~standard": _standard, ...schema }: z.core.JSONSchema.BaseSchema): Json {
  return schema;
}
