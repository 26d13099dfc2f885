"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { routes } from "#lib/core/api/index.ts";
import { UNASSIGNED } from "#lib/core/api/shapes.ts";
import { call } from "#lib/query/api.ts";

const HITS_MAX = 8;
const QUERY_MIN = 2;

/** Machines of all clusters whose host name or address answers the query; empty until two characters are typed. */
export function useMachineHits(query: string) {
  const wanted = useDeferredValue(query.trim());
  const { data } = useQuery({
    queryKey: ["palette-machines", wanted],
    queryFn: () => call(routes.listMachines, { query: { q: wanted, limit: HITS_MAX } }),
    enabled: wanted.length >= QUERY_MIN,
    placeholderData: keepPreviousData,
  });
  if (wanted.length < QUERY_MIN) return [];
  return (data?.rows ?? []).map(({ slug, clusterName, machine }) => ({
    id: `machine:${slug}:${machine.id}`,
    hostname: machine.hostname,
    address: machine.ips[0] ?? "",
    cluster: slug === UNASSIGNED ? null : clusterName,
    href:
      slug === UNASSIGNED
        ? `/machines?q=${encodeURIComponent(machine.hostname)}`
        : `/clusters/${slug}/design?select=${encodeURIComponent(machine.id)}`,
  }));
}
