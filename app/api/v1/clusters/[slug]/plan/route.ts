import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { editPlan, readPlan } from "#lib/store/plans.ts";

export const GET = handle(routes.getPlan, async ({ params, query, principal }) =>
  readPlan(params.slug, query.version, principal.id),
);

export const PUT = handle(routes.putPlan, async (call) => {
  const { baseVersion, key, plan } = call.body;
  const edit = { type: "replacePlan", plan } as const;
  return editPlan({ slug: call.params.slug, baseVersion, key, edit, actor: actorOf(call) });
});
