"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useDeferredValue } from "react";
import { routes } from "#lib/core/api/index.ts";
import type { InventoryRow } from "#lib/core/api/plans.ts";
import { Role } from "#lib/core/plan/machine.ts";
import { call } from "#lib/query/api.ts";
import { MACHINES_PAGE } from "./machine-page.ts";

/** The filter lives in the address, so that a search can be sent to a colleague. */
export function useMachineFilter() {
  return useQueryStates({
    q: parseAsString.withDefault(""),
    place: parseAsString.withDefault(""),
    role: parseAsStringLiteral(Role.options),
    duplicates: parseAsBoolean.withDefault(false),
  });
}

export type MachineFilter = ReturnType<typeof useMachineFilter>[0];

export interface MachinePage {
  rows: InventoryRow[];
  nextCursor: string | null;
  total: number;
}

function queryOf({ q, place, role, duplicates }: MachineFilter) {
  return {
    limit: MACHINES_PAGE,
    ...(q.trim() === "" ? {} : { q: q.trim() }),
    ...(place === "" ? {} : { slug: place }),
    ...(role === null ? {} : { role }),
    ...(duplicates ? { onlyDuplicates: "true" } : {}),
  };
}

export function useMachinePages(filter: MachineFilter, initial: MachinePage) {
  const query = queryOf(useDeferredValue(filter));
  const isWhole = Object.keys(query).length === 1;
  return useInfiniteQuery({
    queryKey: ["machines", query],
    queryFn: ({ pageParam }) =>
      call(routes.listMachines, { query: pageParam === "" ? query : { ...query, cursor: pageParam } }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...(isWhole ? { initialData: { pages: [initial], pageParams: [""] } } : {}),
  });
}
