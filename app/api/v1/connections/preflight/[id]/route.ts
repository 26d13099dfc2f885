import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { readPreflight } from "#lib/store/connection/preflights.ts";

export const GET = handle(routes.getPreflight, async ({ params }) => readPreflight(params.id));
