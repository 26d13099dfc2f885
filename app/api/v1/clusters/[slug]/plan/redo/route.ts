import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { redoPlan } from "#lib/store/plan/undo.ts";

export const POST = handle(routes.redoPlan, async (call) =>
  redoPlan({ slug: call.params.slug, ...call.body, actor: actorOf(call) }),
);
