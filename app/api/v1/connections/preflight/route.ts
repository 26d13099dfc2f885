import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { refuseAdminChoices } from "#lib/http/admin-choices.ts";
import { handle } from "#lib/http/handle.ts";
import { storedConnection } from "#lib/store/connections.ts";
import { askPreflight } from "#lib/store/live/ask-engine.ts";

export const POST = handle(routes.startPreflight, async (call) => {
  const { slug, connection } = call.body;
  refuseAdminChoices(call.principal, slug === null ? null : await storedConnection(slug), connection);
  return askPreflight({ ...call.body, actor: actorOf(call) });
});
