import * as z from "zod";

export interface ShapeField {
  readonly name: string;
  readonly isRequired: boolean;
  readonly shape: Shape;
}

/** How a value of a schema is edited. What has no form of its own is edited as JSON. */
export type Shape =
  | { readonly kind: "text"; readonly maxLength: number | null }
  | { readonly kind: "number"; readonly isInteger: boolean }
  | { readonly kind: "toggle" }
  | { readonly kind: "choice"; readonly values: readonly (string | number)[] }
  | { readonly kind: "texts" }
  | { readonly kind: "machines" }
  | { readonly kind: "group"; readonly fields: readonly ShapeField[] }
  | { readonly kind: "rows"; readonly fields: readonly ShapeField[]; readonly hasId: boolean }
  | { readonly kind: "json" };

/** Lists of machine ids: shown as host names. */
const MACHINE_LISTS = new Set(["machines", "members"]);
/** Made by the program, never typed. */
const MINTED = "id";

const JsonSchema = z.object({
  type: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number()])).optional(),
  const: z.unknown().optional(),
  maxLength: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
});

/** The shape of a zod schema, read from its JSON Schema so that nothing depends on zod's insides. */
export function shapeOf(schema: z.ZodType): Shape {
  return readShape(z.toJSONSchema(schema, { io: "input" }), "");
}

function readShape(json: unknown, name: string): Shape {
  const { data } = JsonSchema.safeParse(json);
  if (data === undefined) return { kind: "json" };
  const { type, maxLength = null, properties, required = [], items } = data;
  const values = choicesOf(json);
  if (values !== null) return { kind: "choice", values };
  if (type === "string" || isAllText(data.anyOf)) return { kind: "text", maxLength };
  if (type === "integer" || type === "number") return { kind: "number", isInteger: type === "integer" };
  if (type === "boolean") return { kind: "toggle" };
  if (type === "array") return listShape(items, name);
  if (type === "object" && properties !== undefined) return { kind: "group", fields: fieldsOf(properties, required) };
  return { kind: "json" };
}

function fieldsOf(properties: Readonly<Record<string, unknown>>, required: readonly string[]): readonly ShapeField[] {
  return Object.entries(properties)
    .filter(([name, json]) => name !== MINTED && !(name === "kind" && isConst(json)))
    .map(([name, json]) => ({ name, isRequired: required.includes(name), shape: readShape(json, name) }));
}

function listShape(items: unknown, name: string): Shape {
  if (MACHINE_LISTS.has(name)) return { kind: "machines" };
  const element = readShape(items, "");
  if (element.kind === "text") return { kind: "texts" };
  const hasId = MINTED in (JsonSchema.safeParse(items).data?.properties ?? {});
  return element.kind === "group" ? { kind: "rows", fields: element.fields, hasId } : { kind: "json" };
}

function isConst(json: unknown): boolean {
  return typeof json === "object" && json !== null && "const" in json;
}

function isAllText(anyOf: readonly unknown[] | undefined): boolean {
  return anyOf?.every((json) => JsonSchema.safeParse(json).data?.type === "string") ?? false;
}

/** The values of an enum, of a literal, or of a union of such; null for anything else. */
function choicesOf(json: unknown): readonly (string | number)[] | null {
  const { data } = JsonSchema.safeParse(json);
  if (data === undefined) return null;
  if (data.enum !== undefined) return data.enum;
  if (typeof data.const === "string" || typeof data.const === "number") return [data.const];
  const parts = data.anyOf?.map(choicesOf) ?? [];
  const known = parts.filter((part) => part !== null);
  return parts.length > 0 && known.length === parts.length ? known.flat() : null;
}
