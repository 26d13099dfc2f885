import * as z from "zod";
import { Plan } from "#lib/core/plan/plan.ts";
import { Analysis } from "#lib/core/survive/analysis.ts";
import { ScenarioAnswer, ScenarioRequest } from "#lib/core/survive/scenario.ts";
import { PLAN_BODY_MAX, routeSpec } from "./route-spec.ts";
import { Slug, SlugParams } from "./shapes.ts";

/** Which state of the plan an answer is about. */
const OfVersion = z.strictObject({ slug: Slug, version: z.int() });

const VersionQuery = z.object({ version: z.coerce.number().int().min(0).optional() });

/** A thousand scenarios of 20,000 ids each minute would be work for nobody. */
const SCENARIO_BODY_MAX = 4_000_000;

export const surviveRoutes = {
  getSurvive: routeSpec({
    id: "getSurvive",
    method: "GET",
    path: "/clusters/{slug}/survive",
    policy: "viewer",
    perMinute: 240,
    summary: "Which failures the plan survives, how likely it dies, and what to change first",
    params: SlugParams,
    query: VersionQuery,
    answer: { kind: "json", status: 200, schema: OfVersion.extend({ survive: Analysis }) },
  }),
  askScenario: routeSpec({
    id: "askScenario",
    method: "POST",
    path: "/clusters/{slug}/survive/scenario",
    policy: "viewer",
    perMinute: 600,
    summary: "What stops, and why, with these elements down",
    params: SlugParams,
    query: VersionQuery,
    body: { kind: "json", schema: ScenarioRequest, maxBytes: SCENARIO_BODY_MAX },
    answer: { kind: "json", status: 200, schema: OfVersion.extend({ scenario: ScenarioAnswer }) },
  }),
  analysePlan: routeSpec({
    id: "analysePlan",
    method: "POST",
    path: "/analysis",
    policy: "viewer",
    perMinute: 30,
    summary: "Analyse a plan that is not stored, for pipelines",
    body: { kind: "json", schema: z.strictObject({ plan: Plan }), maxBytes: PLAN_BODY_MAX },
    answer: { kind: "json", status: 200, schema: z.strictObject({ survive: Analysis }) },
  }),
};
