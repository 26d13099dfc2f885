import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { handle } from "#lib/http/handle.ts";
import { undoPlan } from "#lib/store/undo.ts";

export const POST = handle(routes.undoPlan, async (call) =>
  undoPlan({ slug: call.params.slug, ...call.body, actor: actorOf(call) }),
);
