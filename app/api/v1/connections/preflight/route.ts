import { routes } from "#lib/core/api/index.ts";
import { actorOf } from "#lib/http/actor.ts";
import { handle } from "#lib/http/handle.ts";
import { askPreflight } from "#lib/store/live/ask-engine.ts";

export const POST = handle(routes.startPreflight, async (call) => askPreflight({ ...call.body, actor: actorOf(call) }));
