"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { routes } from "#lib/core/api/index.ts";
import type { State } from "#lib/core/live/state.ts";
import { call } from "#lib/query/api.ts";

export const CERTIFICATE_STATES = ["critical", "warning", "ok", "unknown"] as const satisfies readonly State[];
const PAGE = 200;

/** The filter lives in the address, so that a search can be sent to a colleague. */
export function useCertificateFilter() {
  return useQueryStates({
    cluster: parseAsString.withDefault(""),
    state: parseAsStringLiteral(CERTIFICATE_STATES),
    q: parseAsString.withDefault(""),
  });
}

export type CertificateFilter = ReturnType<typeof useCertificateFilter>[0];

export function isWhole({ cluster, state, q }: CertificateFilter): boolean {
  return cluster === "" && state === null && q.trim() === "";
}

/** Certificates that match, next to expire first. */
export function useCertificatePages(filter: CertificateFilter) {
  const { cluster, state, q } = useDeferredValue(filter);
  const query = {
    limit: PAGE,
    ...(cluster === "" ? {} : { slug: cluster }),
    ...(state === null ? {} : { state }),
    ...(q.trim() === "" ? {} : { q: q.trim() }),
  };
  return useInfiniteQuery({
    queryKey: ["certificates", "pages", query],
    queryFn: ({ pageParam, signal }) =>
      call(routes.listCertificates, { query: pageParam === "" ? query : { ...query, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}
