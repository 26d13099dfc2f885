import * as z from "zod";

export const Slug = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?$/);
export const SlugParams = z.object({ slug: Slug });
export const IdParams = z.object({ id: z.uuid() });
export const Instant = z.iso.datetime();

/** The reserved inventory of machines that belong to no cluster yet. */
export const UNASSIGNED = "unassigned";

export const PageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** A page of a list; `nextCursor` is null on the last page. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.strictObject({ rows: z.array(row), nextCursor: z.string().nullable(), total: z.int() });
}

/** RFC 9457 problem. `errors[].path` points into the input. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  errors: z.array(z.looseObject({ path: z.string(), code: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
