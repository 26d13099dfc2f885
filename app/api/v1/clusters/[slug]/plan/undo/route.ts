import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { undoPlan } from "#lib/store/plan/undo.ts";

export const POST = handle(routes.undoPlan, async (call) =>
  undoPlan({ slug: call.params.slug, ...call.body, actor: actorOf(call) }),
);
