import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { readEntry } from "#lib/store/history.ts";

export const GET = handle(routes.getHistoryEntry, async ({ params }) => readEntry(params.slug, params.version));
