import { queryOptions } from "@tanstack/react-query";
import { routes } from "#lib/core/api/index.ts";
import { call } from "#lib/query/api.ts";

/** A curve of an hour has a bin of half a minute: asking more often shows nothing new. */
const CURVES_EVERY_MS = 30_000;
const MONITOR_EVERY_MS = 10_000;

/** How long the looks at one cluster took in the last hour. */
export const latenciesQuery = (slug: string) =>
  queryOptions({
    queryKey: ["latencies", slug],
    queryFn: ({ signal }) => call(routes.getLatencies, { params: { slug }, query: {}, signal }),
    refetchInterval: CURVES_EVERY_MS,
  });

/** When the engines lost and regained their own network. */
export const monitorEventsQuery = () =>
  queryOptions({
    queryKey: ["monitor-events"],
    queryFn: ({ signal }) => call(routes.listMonitorEvents, { signal }),
    refetchInterval: MONITOR_EVERY_MS,
  });
