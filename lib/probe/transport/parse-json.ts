import type * as z from "zod";
import { Miss } from "./miss.ts";

/** Reads named fields of a JSON answer. The evidence names the field that is wrong, never its content. */
export function parseJson<T>(text: string, what: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Miss("bad-answer", `The answer for ${what} is not JSON.`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new Miss("bad-answer", `The answer for ${what} has an unexpected shape at "${path}".`);
}
