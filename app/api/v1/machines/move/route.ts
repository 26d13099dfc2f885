import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { moveMachines } from "#lib/store/plan/move-machines.ts";

export const POST = handle(routes.moveMachines, async (call) => moveMachines({ ...call.body, actor: actorOf(call) }));
