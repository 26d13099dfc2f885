import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { removeToken } from "#lib/store/people/tokens.ts";

export const DELETE = handle(routes.removeToken, async (call) => {
  await removeToken(call.params.id, actorOf(call));
});
