import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { listTransitions } from "#lib/store/live/transitions.ts";

export const GET = handle(routes.listEvents, async ({ query }) => listTransitions(query));
