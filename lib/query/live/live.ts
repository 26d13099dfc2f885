"use client";
import { type QueryClient, queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { routes } from "#lib/core/api/index.ts";
import type { LiveView, StreamMessage } from "#lib/core/api/live.ts";
import { applyDelta } from "#lib/core/live/delta/apply-delta.ts";
import type { FactKind, State } from "#lib/core/live/state.ts";
import { SILENT_AFTER_MS } from "#lib/core/live/tile.ts";
import { call } from "#lib/query/api.ts";
import { hearStream } from "./live-stream.ts";
import { setServerNow, useServerNow } from "./server-clock.ts";

/** Of a large fleet the stream brings what changes and no ages: what is older than this is fetched again. */
const BEHIND_AFTER_MS = 6000;
const AGE_AGAIN_MS = 30_000;

export const liveQuery = (slug: string) =>
  queryOptions({
    queryKey: ["live", slug],
    queryFn: ({ signal }) => call(routes.getLive, { params: { slug }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

interface EventFilter {
  readonly slug?: string;
  readonly kind?: FactKind;
  readonly state?: State;
  readonly cursor?: string;
}

export const eventsQuery = (filter: EventFilter) =>
  queryOptions({
    queryKey: ["events", filter],
    queryFn: ({ signal }) => call(routes.listEvents, { query: { ...filter, limit: 100 }, signal }),
  });

export interface Live {
  readonly view: LiveView | undefined;
  /** The server's clock, moving on every second, so that ages count while nothing arrives. */
  readonly nowMs: number;
  /** True while no engine has shown a sign of life lately: everything on the page is as old as it says. */
  readonly isEngineSilent: boolean;
  readonly error: Error | null;
}

/** The live state of one cluster: a snapshot, then every change as it is stored. */
export function useLive(slug: string): Live {
  const client = useQueryClient();
  const { data: view, error } = useQuery({
    ...liveQuery(slug),
    // No message comes when a pasted value grows too old to say anything: only asking again shows it.
    refetchInterval: ({ state: { data } }) => (data === undefined || data.pasted.length === 0 ? false : AGE_AGAIN_MS),
  });
  useEffect(() => hearStream((message) => takeIn(client, slug, message)), [client, slug]);
  const nowMs = useServerNow();
  const behind = view === undefined ? 0 : Math.floor((nowMs - view.atMs) / BEHIND_AFTER_MS);
  useEffect(() => {
    if (behind > 0) void client.invalidateQueries({ queryKey: liveQuery(slug).queryKey });
  }, [client, slug, behind]);
  const beatAtMs = view?.engineBeatAtMs ?? null;
  return {
    view,
    nowMs,
    error,
    isEngineSilent: view?.isConnected === true && (beatAtMs === null || nowMs - beatAtMs > SILENT_AFTER_MS),
  };
}

function takeIn(client: QueryClient, slug: string, message: StreamMessage): void {
  const { queryKey } = liveQuery(slug);
  switch (message.type) {
    case "delta":
      setServerNow(message.engineBeatAtMs ?? message.atMs);
      client.setQueryData(queryKey, (view) => (view === undefined ? view : applyDelta(view, message)));
      if (message.slug === slug && message.transitions.length > 0)
        void client.invalidateQueries({ queryKey: ["events"] });
      return;
    case "resync":
      void client.invalidateQueries({ queryKey });
      return;
    case "ping":
      setServerNow(message.atMs);
      client.setQueryData(queryKey, (view) =>
        view === undefined ? view : { ...view, engineBeatAtMs: message.enginesBeatAtMs },
      );
  }
}
