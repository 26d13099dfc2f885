import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { removeMaintenance } from "#lib/store/live/attention.ts";

export const DELETE = handle(routes.removeMaintenance, async (call) => {
  await removeMaintenance(call.params.id, actorOf(call));
  return undefined;
});
