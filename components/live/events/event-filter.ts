"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { routes } from "#lib/core/api/index.ts";
import { FactKind, type State } from "#lib/core/live/state.ts";
import { call } from "#lib/query/api.ts";

export const EVENT_STATES = ["critical", "warning", "unknown", "ok"] as const satisfies readonly State[];
const PAGE = 100;
const REFRESH_MS = 10_000;

/** The filter lives in the address, so that what was found can be sent to a colleague. */
export function useEventFilter() {
  return useQueryStates({
    cluster: parseAsString.withDefault(""),
    kind: parseAsStringLiteral(FactKind.options),
    state: parseAsStringLiteral(EVENT_STATES),
  });
}

export type EventFilter = ReturnType<typeof useEventFilter>[0];

/** Events that match, newest first; the first page is asked for again while it is all that is open. */
export function useEventPages({ cluster, kind, state }: EventFilter) {
  const query = {
    limit: PAGE,
    ...(cluster === "" ? {} : { slug: cluster }),
    ...(kind === null ? {} : { kind }),
    ...(state === null ? {} : { state }),
  };
  return useInfiniteQuery({
    queryKey: ["events", "pages", query],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listEvents, { query: pageParam === "" ? query : { ...query, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data !== undefined && data.pages.length > 1 ? false : REFRESH_MS),
  });
}
