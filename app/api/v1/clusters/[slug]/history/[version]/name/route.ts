import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { nameVersion } from "#lib/store/history.ts";

export const PUT = handle(routes.nameVersion, async (call) =>
  nameVersion({ ...call.params, name: call.body.name, actor: actorOf(call) }),
);
