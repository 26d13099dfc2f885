import { expect, test } from "vitest";
import * as z from "zod";
import { Edit } from "#lib/core/plan/edit.ts";
import { HttpProblem } from "#lib/http/errors.ts";
import { parseBody, parseParams, parseQuery } from "./input.ts";

function errorsOf(work: () => unknown): unknown {
  try {
    work();
  } catch (thrown) {
    return thrown instanceof HttpProblem ? thrown.extra.errors : thrown;
  }
  return "accepted";
}

test("each fault of a body has its place, so that a form can show it there", () => {
  const schema = z.strictObject({ name: z.string(), disks: z.array(z.strictObject({ sizeGB: z.int() })) });
  expect(errorsOf(() => parseBody(schema, { disks: [{ sizeGB: 1 }, { sizeGB: 1.5 }], colour: "red" }))).toEqual([
    expect.objectContaining({ path: "name", code: "invalid_type" }),
    expect.objectContaining({ path: "disks/1/sizeGB" }),
    { path: "colour", code: "unrecognized_keys", message: "No such field." },
  ]);
});

test("a fault inside one kind of edit is told for that kind, not for all of them", () => {
  const edit = { type: "renamePlan", name: "" };
  expect(errorsOf(() => parseBody(z.strictObject({ edit: Edit }), { edit }))).toEqual([
    expect.objectContaining({ path: "edit/name", code: "too_small" }),
  ]);
  const batch = { type: "batch", edits: [{ type: "renamePlan", name: "a", colour: "red" }] };
  expect(errorsOf(() => parseBody(z.strictObject({ edit: Edit }), { edit: batch }))).toEqual([
    { path: "edit/edits/0/colour", code: "unrecognized_keys", message: "No such field." },
  ]);
});

test("a body with thousands of faults answers with a hundred", () => {
  const faults = errorsOf(() =>
    parseBody(
      z.array(z.string()),
      Array.from({ length: 5000 }, () => 1),
    ),
  );
  expect(faults).toHaveLength(100);
});

test("a value is never repeated in what is wrong with it", () => {
  const faults = errorsOf(() => parseBody(z.strictObject({ password: z.string().min(30) }), { password: "hunter2" }));
  expect(JSON.stringify(faults)).not.toContain("hunter2");
});

test.each([
  ["limit=5", "accepted"],
  ["", "accepted"],
  ["limit=0", [expect.objectContaining({ path: "?limit" })]],
  ["limti=5", [expect.objectContaining({ path: "?limti" })]],
  ["limit=5&limit=6", [expect.objectContaining({ path: "?limit", code: "repeated" })]],
  ["limit=%00", [expect.objectContaining({ path: "?limit", code: "unstorable-text" })]],
])("the query %j: %j", (query, expected) => {
  const schema = z.object({ limit: z.coerce.number().int().min(1).default(10) }).strict();
  expect(errorsOf(() => parseQuery(schema, new URLSearchParams(query)))).toEqual(expected);
});

test("a route without a query takes none", () => {
  expect(errorsOf(() => parseQuery(undefined, new URLSearchParams("a=1")))).toHaveLength(1);
  expect(parseQuery(undefined, new URLSearchParams())).toBeUndefined();
});

test("an id that cannot be one names nothing: not found, rather than bad input", () => {
  const schema = z.object({ id: z.uuid() });
  expect(() => parseParams(schema, { id: "../../etc/passwd" })).toThrow(expect.objectContaining({ status: 404 }));
});
