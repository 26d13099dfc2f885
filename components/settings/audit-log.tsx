"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useDeferredValue } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { SearchInput } from "#components/ui/text-input.tsx";
import type { AuditEntry } from "#lib/core/api/access.ts";
import { routes } from "#lib/core/api/index.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { Time } from "#lib/i18n/time.tsx";
import { call } from "#lib/query/api.ts";
import { ROW } from "./cells.ts";

const COLUMNS = ["at", "actor", "action", "object", "ip", "request"] as const;
const CELL = "h-8 px-2 text-sm whitespace-nowrap 2xl:px-3";

/** Who did what, newest first. */
export function AuditLog() {
  const t = useTranslations("settings");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const zone = useTimeZone();
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const q = useDeferredValue(query.trim());
  const entries = useInfiniteQuery({
    queryKey: ["audit", q],
    queryFn: ({ pageParam }) =>
      call(routes.listAudit, {
        query: { ...(q === "" ? {} : { q }), ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = entries.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <SearchInput
          label={t("audit.search")}
          className="w-96"
          value={query}
          onChange={(next) => void setQuery(next === "" ? null : next)}
        />
        <p className="text-sm text-text-2">{t("audit.text", { zone: zone ?? "UTC" })}</p>
      </div>
      {entries.isError ? <Banner tone="critical">{textOf(entries.error)}</Banner> : null}
      {entries.isPending ? <SkeletonRows rows={12} columns={6} /> : null}
      {entries.isSuccess && rows.length === 0 ? (
        <Empty title={t("audit.noneTitle")} text={t("audit.noneText")} />
      ) : null}
      {rows.length === 0 ? null : <AuditTable rows={rows} />}
      {entries.hasNextPage ? (
        <div>
          <Button disabled={entries.isFetchingNextPage} onClick={() => entries.fetchNextPage()}>
            {common("more")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function AuditTable({ rows }: { rows: readonly AuditEntry[] }) {
  const t = useTranslations("settings");
  return (
    <DataTable columns={COLUMNS.map((key) => ({ key, title: t(`audit.${key}`) }))}>
      {rows.map((entry) => (
        <tr key={entry.id} className={ROW}>
          <td className={CELL}>
            <Time at={entry.at} />
          </td>
          <td className={CELL}>{entry.actor}</td>
          <td className={`${CELL} font-mono`}>{entry.action}</td>
          <td className={`${CELL} max-w-96 truncate font-mono`} title={entry.object}>
            {entry.object}
          </td>
          <td className={`${CELL} font-mono`}>{entry.ip}</td>
          <td className={`${CELL} max-w-40 truncate font-mono text-text-3`} title={entry.requestId}>
            {entry.requestId}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
