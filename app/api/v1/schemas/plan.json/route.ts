import { routes } from "#lib/core/api/index.ts";
import { planJsonSchema } from "#lib/core/plan/plan.ts";
import { handle } from "#lib/http/handle.ts";

export const GET = handle(routes.planSchema, async () => ({ ...planJsonSchema() }));
