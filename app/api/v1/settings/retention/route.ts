import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { putRetention, readRetention } from "#lib/store/settings.ts";

export const GET = handle(routes.getRetention, async () => readRetention());

export const PUT = handle(routes.putRetention, async (call) => putRetention(call.body, actorOf(call)));
