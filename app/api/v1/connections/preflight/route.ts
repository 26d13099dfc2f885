import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { askPreflight } from "#lib/store/connection/ask-engine.ts";

export const POST = handle(routes.startPreflight, async (call) => askPreflight({ ...call.body, actor: actorOf(call) }));
