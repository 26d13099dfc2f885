import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { handle } from "#lib/http/handle.ts";
import { acknowledge } from "#lib/store/live/attention.ts";

export const POST = handle(routes.acknowledge, async (call) =>
  acknowledge(call.params.slug, { ...call.body, actor: actorOf(call) }),
);
