import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { readChanges } from "#lib/store/plans.ts";

export const GET = handle(routes.getPlanChanges, async ({ params, query, principal }) =>
  readChanges(params.slug, query.since, principal.id),
);
