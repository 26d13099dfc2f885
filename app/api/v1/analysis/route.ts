import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { analysisOfPlan } from "#lib/http/survive/analyst.ts";

export const POST = handle(routes.analysePlan, async ({ body }) => analysisOfPlan(body.plan));
