import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { refuseAdminChoices } from "#lib/http/request/admin-choices.ts";
import { askPreflight } from "#lib/store/connection/ask-engine.ts";
import { storedConnection } from "#lib/store/connection/connections.ts";

export const POST = handle(routes.startPreflight, async (call) => {
  const { slug, connection } = call.body;
  refuseAdminChoices(call.principal, slug === null ? null : await storedConnection(slug), connection);
  return askPreflight({ ...call.body, actor: actorOf(call) });
});
