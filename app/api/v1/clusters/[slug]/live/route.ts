import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { readLive } from "#lib/store/live/read-live.ts";

export const GET = handle(routes.getLive, async ({ params }) => readLive(params.slug));
