import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { handle } from "#lib/http/handle.ts";
import { removeMaintenance } from "#lib/store/live/attention.ts";

export const DELETE = handle(routes.removeMaintenance, async (call) => {
  await removeMaintenance(call.params.id, actorOf(call));
  return undefined;
});
