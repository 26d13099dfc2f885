import { routes } from "#lib/core/api/index.ts";
import { TEMPLATES, templatePlan } from "#lib/core/plan/templates.ts";
import { totalsOf } from "#lib/core/plan/totals.ts";
import { handle } from "#lib/http/handle.ts";

export const GET = handle(routes.listTemplates, async () => ({
  rows: TEMPLATES.map((template) => ({
    ...template,
    totals: totalsOf(templatePlan(template.id, "Template").machines),
  })),
}));
