import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { actorOf } from "#lib/http/request/actor.ts";
import { putThresholds, readThresholds } from "#lib/store/settings.ts";

export const GET = handle(routes.getThresholds, async () => readThresholds());

export const PUT = handle(routes.putThresholds, async (call) => putThresholds(call.body, actorOf(call)));
