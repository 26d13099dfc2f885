import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { restorePlan } from "#lib/store/history.ts";

export const POST = handle(routes.restorePlan, async (call) =>
  restorePlan({ slug: call.params.slug, ...call.body, actor: actorOf(call) }),
);
