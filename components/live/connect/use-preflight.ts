"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { routes } from "#lib/core/api/index.ts";
import type { Tick } from "#lib/core/connection/connection.ts";
import { call } from "#lib/query/api.ts";
import type { Sendable } from "./form/draft.ts";

const ASK_EVERY_MS = 300;
/** An engine takes a waiting dry run within a second; after this long there is none. */
const NO_ENGINE_AFTER_MS = 12_000;
/** No step takes longer; whoever took the dry run has ended since. */
const NO_NEWS_AFTER_MS = 45_000;

export interface PreflightRun {
  readonly start: (what: Sendable) => void;
  readonly isRunning: boolean;
  readonly ticks: readonly Tick[];
  readonly isDone: boolean;
  /** Nobody answers, or no longer: the engine is not running. */
  readonly isUnanswered: boolean;
  /** What the answers are about. */
  readonly about: Sendable | null;
  readonly error: Error | null;
}

/** Starts a dry run and follows its ticks until it is done. */
export function usePreflight(slug: string): PreflightRun {
  const asked = useMutation({
    mutationFn: async (what: Sendable) => {
      const { id } = await call(routes.startPreflight, { body: { slug, ...what } });
      return { id, atMs: Date.now(), about: what };
    },
  });
  const id = asked.data?.id;
  const run = useQuery({
    queryKey: ["preflight", id],
    queryFn: ({ signal }) => call(routes.getPreflight, { params: { id: id ?? "" }, signal }),
    enabled: id !== undefined,
    refetchInterval: ({ state: { data, status } }) =>
      status === "error" || data?.state === "done" || data?.state === "expired" ? false : ASK_EVERY_MS,
  });
  const state = run.data?.state ?? "waiting";
  const waitedMs = asked.data === undefined ? 0 : run.dataUpdatedAt - asked.data.atMs;
  const isOver = state === "done" || state === "expired";
  const lateMs = state === "waiting" ? NO_ENGINE_AFTER_MS : NO_NEWS_AFTER_MS;
  const isUnanswered = !asked.isPending && id !== undefined && (state === "expired" || (!isOver && waitedMs > lateMs));
  return {
    start: asked.mutate,
    isRunning: asked.isPending || (id !== undefined && !isOver && !isUnanswered && !run.isError),
    ticks: run.data?.ticks ?? [],
    isDone: state === "done",
    isUnanswered,
    about: asked.data?.about ?? null,
    error: asked.error ?? run.error,
  };
}
