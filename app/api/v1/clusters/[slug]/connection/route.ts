import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { refuseAdminChoices } from "#lib/http/request/admin-choices.ts";
import {
  putConnection,
  readConnection,
  removeConnection,
  storedConnection,
} from "#lib/store/connection/connections.ts";

export const GET = handle(routes.getConnection, async ({ params }) => readConnection(params.slug));

export const PUT = handle(routes.putConnection, async (call) => {
  const { slug } = call.params;
  refuseAdminChoices(call.principal, await storedConnection(slug), call.body.connection);
  return putConnection({ slug, ...call.body, actor: actorOf(call) });
});

export const DELETE = handle(routes.removeConnection, async (call) => {
  await removeConnection(call.params.slug, actorOf(call));
  return undefined;
});
