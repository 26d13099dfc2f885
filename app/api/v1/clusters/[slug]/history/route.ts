import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { listHistory } from "#lib/store/history.ts";

export const GET = handle(routes.listHistory, async ({ params, query }) => listHistory(params.slug, query));
