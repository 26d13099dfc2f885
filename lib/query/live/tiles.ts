"use client";
import { type InfiniteData, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { StreamMessage } from "#lib/core/api/live.ts";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import type { LiveDelta } from "#lib/core/live/delta/apply-delta.ts";
import { applyToTile, isNews } from "#lib/core/live/delta/tile-delta.ts";
import { hearStream } from "./live-stream.ts";
import { setServerNow } from "./server-clock.ts";

/** Deltas of a large fleet come by the hundred: all that came meanwhile are drawn together. */
const GATHER_MS = 250;
/** The server counts the cells of a line anew at every fetch. */
const FETCH_EVERY_MS = 2000;

interface Page {
  readonly rows: readonly ListedCluster[];
}

/** Keeps the lines of a list of clusters as new as the stream is, under every query whose key begins with `key`. */
export function useStreamedTiles(key: string, isAnyLive: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isAnyLive) return;
    const gathered = gather(client, key);
    const leave = hearStream(gathered.take);
    return () => {
      leave();
      gathered.stop();
    };
  }, [client, key, isAnyLive]);
}

function gather(client: QueryClient, key: string) {
  const newest = new Map<string, LiveDelta>();
  let drawing: ReturnType<typeof setTimeout> | undefined;
  let fetching: ReturnType<typeof setTimeout> | undefined;
  let fetchedMs = Number.NEGATIVE_INFINITY;

  function draw(): void {
    drawing = undefined;
    client.setQueriesData<InfiniteData<Page>>({ queryKey: [key] }, (data) => data && withTiles(data, newest));
    newest.clear();
  }

  function fetchAgain(): void {
    fetching = undefined;
    fetchedMs = performance.now();
    void client.invalidateQueries({ queryKey: [key] }, { cancelRefetch: false });
  }

  function take(message: StreamMessage): void {
    if (message.type === "ping") {
      setServerNow(message.atMs);
      return;
    }
    if (message.type === "delta") {
      newest.set(message.slug, message);
      drawing ??= setTimeout(draw, GATHER_MS);
    }
    if (message.type === "delta" && !isNews(message)) return;
    fetching ??= setTimeout(fetchAgain, Math.max(GATHER_MS, fetchedMs + FETCH_EVERY_MS - performance.now()));
  }

  return {
    take,
    stop: (): void => {
      clearTimeout(drawing);
      clearTimeout(fetching);
    },
  };
}

function withTiles(data: InfiniteData<Page>, deltas: ReadonlyMap<string, LiveDelta>): InfiniteData<Page> {
  const pages = data.pages.map((page) => ({
    ...page,
    rows: page.rows.map((row) => {
      const delta = deltas.get(row.slug);
      return delta === undefined || row.live === null ? row : { ...row, live: applyToTile(row.live, delta) };
    }),
  }));
  return { ...data, pages };
}
