import { routes } from "#lib/core/api/index.ts";
import { handle } from "#lib/http/handle.ts";
import { readLatencies } from "#lib/store/live/history/read-latencies.ts";

export const GET = handle(routes.getLatencies, async ({ params, query }) => {
  const nowMs = Date.now();
  return readLatencies(params.slug, { nowMs, from: query.from, to: query.to });
});
