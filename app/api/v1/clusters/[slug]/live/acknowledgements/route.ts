import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { acknowledge } from "#lib/store/live/attention.ts";

export const POST = handle(routes.acknowledge, async (call) =>
  acknowledge(call.params.slug, { ...call.body, actor: actorOf(call) }),
);
