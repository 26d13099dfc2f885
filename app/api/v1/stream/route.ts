import { routes } from "#lib/core/api/index.ts";
import { eventStream } from "#lib/http/event-stream.ts";
import { handle } from "#lib/http/handle.ts";
import { subscribeLive } from "#lib/store/live/feed.ts";

export const GET = handle(routes.openStream, async ({ query, principal, request }) => {
  const slugs = query.clusters === undefined ? null : new Set(query.clusters.split(","));
  const subscribe = (send: Parameters<typeof subscribeLive>[0]["send"]) => subscribeLive({ slugs, send });
  return eventStream({ caller: principal.id, signal: request.signal, subscribe });
});
