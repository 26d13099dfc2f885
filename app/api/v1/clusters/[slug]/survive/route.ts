import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { analysisOf } from "#lib/http/survive/analyst.ts";
import { readPlan } from "#lib/store/plans.ts";

export const GET = handle(routes.getSurvive, async ({ params, query }) =>
  analysisOf(await readPlan(params.slug, query.version)),
);
