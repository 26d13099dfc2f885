import { describe, expect, test } from "vitest";
import * as z from "zod";
import { Endpoint, LoadBalancer } from "#lib/core/plan/endpoint.ts";
import { Machine } from "#lib/core/plan/machine.ts";
import { PlanOptions } from "#lib/core/plan/options.ts";
import en from "#lib/i18n/messages/en/inspector.json" with { type: "json" };
import { type Shape, shapeOf } from "./shape.ts";

test.each([
  ["text", z.string().max(9), { kind: "text", maxLength: 9 }],
  ["a network", z.union([z.cidrv4(), z.cidrv6()]), { kind: "text", maxLength: null }],
  ["a whole number", z.int().min(1), { kind: "number", isInteger: true }],
  ["a choice", z.enum(["a", "b"]), { kind: "choice", values: ["a", "b"] }],
  ["a choice of numbers", z.union([z.literal(1), z.literal(2)]), { kind: "choice", values: [1, 2] }],
  ["a choice and one more", z.enum(["a"]).or(z.literal("b")), { kind: "choice", values: ["a", "b"] }],
  ["yes or no", z.boolean(), { kind: "toggle" }],
  ["lines", z.array(z.string()), { kind: "texts" }],
  ["names to values", z.record(z.string(), z.string()), { kind: "json" }],
])("%s has its form", (_, schema, shape) => {
  expect(shapeOf(schema)).toEqual(shape);
});

test("lists of machines are picked by name, ids of rows are minted", () => {
  const rows = shapeOf(
    z.object({ machines: z.array(z.string()), rows: z.array(z.object({ id: z.string(), name: z.string() })) }),
  );
  expect(rows).toMatchObject({
    fields: [
      { name: "machines", shape: { kind: "machines" } },
      { name: "rows", shape: { kind: "rows", hasId: true, fields: [{ name: "name", isRequired: true }] } },
    ],
  });
});

function names(shape: Shape): string[] {
  if (shape.kind !== "group" && shape.kind !== "rows") return [];
  return shape.fields.flatMap(({ name, shape: inner }) => [name, ...names(inner)]);
}

describe("every field that the schemas have", () => {
  const options = Object.values(PlanOptions.shape).flatMap((schema) => names(shapeOf(schema)));
  const balancers = LoadBalancer.options.flatMap((schema) => names(shapeOf(schema)));
  const others = [...names(shapeOf(Machine)), ...names(shapeOf(Endpoint))];
  const derived = new Set(["order", "areRolesInferred", "specText", "lb", "priorities", "memoryMiB"]);
  const wanted = [...new Set([...options, ...balancers, ...others])].filter((name) => !derived.has(name));

  test.each(wanted)("%s has a name on the screen", (name) => {
    expect(Object.keys(en.field)).toContain(name);
  });
});
