import type * as z from "zod";
import { Miss } from "#lib/probe/transport/miss.ts";

/** Reads named fields of a decoded message. */
export function parseAnswer<T>(answer: object, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Miss(
    "bad-answer",
    `The message has an unexpected field "${parsed.error.issues[0]?.path.join(".") ?? ""}".`,
  );
}
