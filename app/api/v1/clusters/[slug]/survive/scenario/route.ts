import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { scenarioOf } from "#lib/http/survive/analyst.ts";
import { readPlan } from "#lib/store/plans.ts";

export const POST = handle(routes.askScenario, async ({ params, query, body }) =>
  scenarioOf(await readPlan(params.slug, query.version), body.dead),
);
