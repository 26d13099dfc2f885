import { expect, test } from "vitest";
import * as z from "zod";
import { routes } from "#lib/core/api/index.ts";
import { openApiDocument } from "./openapi.ts";

const Schema = z.looseObject({});
const Content = z.record(z.string(), z.looseObject({ schema: Schema.optional() }));
const Answer = z.strictObject({ description: z.string(), content: Content.optional() });
const Parameter = z.strictObject({
  name: z.string(),
  in: z.enum(["path", "query"]),
  required: z.boolean(),
  schema: Schema,
});
const Operation = z.strictObject({
  operationId: z.string(),
  summary: z.string().min(1),
  description: z.string(),
  tags: z.array(z.string().min(1)),
  parameters: z.array(Parameter).optional(),
  requestBody: z.looseObject({ required: z.literal(true), content: Content }).optional(),
  responses: z.record(z.string().regex(/^[2-5]\d\d$/), Answer),
  security: z.array(z.record(z.string(), z.array(z.never()))),
});
const Document = z.strictObject({
  openapi: z.literal("3.1.0"),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  servers: z.array(z.strictObject({ url: z.literal("/api/v1") })),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), Operation),
  ),
  components: z.strictObject({ schemas: z.record(z.string(), Schema), securitySchemes: z.record(z.string(), Schema) }),
});

const document = Document.parse(openApiDocument(routes));
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

test("every row of the route table is one operation, and nothing else is", () => {
  const listed = operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`);
  const table = Object.values(routes).map((spec) => `${spec.id} ${spec.method.toLowerCase()} ${spec.path}`);
  expect(listed.toSorted()).toEqual(table.toSorted());
});

test("every parameter in a path is described, and only those", () => {
  for (const { path, operation } of operations) {
    const braces = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    expect(described.map(({ name }) => name).toSorted(), path).toEqual(braces.toSorted());
    for (const { required } of described) expect(required).toBe(true);
  }
});

test("every reference leads to a component, and every component is used", () => {
  const text = JSON.stringify(document);
  const targets = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => target));
  const components = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
  expect([...targets].toSorted()).toEqual(components.toSorted());
  expect(text).not.toContain("$defs");
});

test("open routes ask for nothing, all others for a session or a token, and say so in their problems", () => {
  for (const { operation } of operations) {
    const isOpen = operation.security.length === 0;
    expect(isOpen).toBe(["setUp", "signIn", "health"].includes(operation.operationId));
    if (!isOpen) expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["401", "403"]));
  }
});

test("the schema of a plan is in the document as the validator has it", () => {
  expect(document.components.schemas.Plan).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: expect.arrayContaining(["schemaVersion", "kind", "name", "options", "endpoints", "machines"]),
  });
});
