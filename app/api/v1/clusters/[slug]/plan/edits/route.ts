import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { editPlan } from "#lib/store/plans.ts";

export const POST = handle(routes.editPlan, async (call) =>
  editPlan({ slug: call.params.slug, ...call.body, actor: actorOf(call) }),
);
