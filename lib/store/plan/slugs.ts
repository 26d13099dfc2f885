import { Slug, UNASSIGNED } from "#lib/core/api/shapes.ts";
import { StoreProblem } from "#lib/store/errors.ts";
import type { Tx } from "./transaction.ts";

const SLUG_MAX = 56; // leaves room for a number within the 62 of a slug

/** The address part that a name suggests; null when it has too few Latin letters and digits to be told apart by. */
export function slugOf(name: string): string | null {
  const slug = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_MAX)
    .replaceAll(/^-+|-+$/g, "");
  return slug.replaceAll("-", "").length < 2 ? null : slug;
}

/** The slug asked for when it is free, else the next free one that the name suggests (`prod-a`, `prod-a-2`). */
export async function freeSlug(
  tx: Tx,
  { name, wanted }: { name: string; wanted: string | undefined },
): Promise<string> {
  // Slugs are given out one at a time, so that two equal names at once get two slugs and not an error.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('quorate.slugs'))`;
  const base = wanted ?? slugOf(name) ?? "cluster";
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    select slug from cluster where slug = ${base} or slug like ${`${base}-%`}`;
  const taken = new Set([UNASSIGNED, ...rows.map(({ slug }) => slug)]);
  if (wanted !== undefined) return Slug.parse(refuseTaken(wanted, taken));
  if (slugOf(name) !== null && !taken.has(base)) return base;
  let number = slugOf(name) === null ? 1 : 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

function refuseTaken(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  throw new StoreProblem("conflict", {
    code: "slug-taken",
    detail: `The address "${wanted}" belongs to another cluster. Choose another one.`,
    extra: { values: { slug: wanted } },
  });
}
