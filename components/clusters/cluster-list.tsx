"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useDeferredValue } from "react";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { SearchInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import { call } from "#lib/query/api.ts";
import { CLUSTERS_PAGE, type ClusterPage } from "./cluster-page.ts";
import { ClusterTable } from "./cluster-table.tsx";
import { FirstRun } from "./first-run.tsx";
import { NewPlanDialog } from "./new-plan-dialog.tsx";

export interface ClusterListProps {
  /** The first page, as the server read it. */
  initial: ClusterPage;
  canEdit: boolean;
}

function useClusterPages(query: string, initial: ClusterPage) {
  const q = useDeferredValue(query.trim());
  return useInfiniteQuery({
    queryKey: ["clusters", q],
    queryFn: ({ pageParam }) =>
      call(routes.listClusters, {
        query: { limit: CLUSTERS_PAGE, ...(q === "" ? {} : { q }), ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    ...(q === "" ? { initialData: { pages: [initial], pageParams: [""] } } : {}),
  });
}

/** All clusters: search, create, import; three doors while there is none. */
export function ClusterList({ initial, canEdit }: ClusterListProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const [starting, setStarting] = useQueryState("new");
  const pages = useClusterPages(query, initial);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  const isFirstRun = query === "" && rows.length === 0;
  return (
    <div className="w-full max-w-[120rem] p-4">
      <h1 className="sr-only">{t("title")}</h1>
      {isFirstRun ? null : (
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <SearchInput
            label={t("search")}
            className="w-72"
            value={query}
            onChange={(next) => void setQuery(next === "" ? null : next)}
          />
          <span className="flex-1 text-sm text-text-2">{t("count", { count: total })}</span>
          {canEdit ? <ListActions onStart={setStarting} /> : null}
        </div>
      )}
      <ListBody isFirstRun={isFirstRun} canEdit={canEdit} rows={rows} query={query} onStart={setStarting} />
      {pages.hasNextPage ? (
        <div className="mt-3 flex items-center gap-3">
          <Button disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {common("more")}
          </Button>
          <span className="text-sm text-text-2">{common("shown", { shown: rows.length, total })}</span>
        </div>
      ) : null}
      {canEdit ? (
        <NewPlanDialog
          open={starting !== null}
          onOpenChange={(open) => void setStarting(open ? "plan" : null)}
          start={starting === "table" || starting === "live" ? starting : "T2"}
        />
      ) : null}
    </div>
  );
}

type Start = (start: string | null) => Promise<unknown>;

function ListActions({ onStart }: { onStart: Start }) {
  const t = useTranslations("clusters");
  return (
    <>
      <Button onClick={() => onStart("table")} className="max-md:hidden">
        <Upload size={16} strokeWidth={1.75} aria-hidden />
        {t("import")}
      </Button>
      <Button variant="primary" onClick={() => onStart("plan")} className="max-md:hidden">
        <Plus size={16} strokeWidth={1.75} aria-hidden />
        {t("newPlan")}
      </Button>
    </>
  );
}

interface ListBodyProps {
  isFirstRun: boolean;
  canEdit: boolean;
  rows: readonly ListedCluster[];
  query: string;
  onStart: Start;
}

function ListBody({ isFirstRun, canEdit, rows, query, onStart }: ListBodyProps) {
  const t = useTranslations("clusters");
  if (rows.length > 0) return <ClusterTable clusters={rows} />;
  if (!isFirstRun) return <Empty title={t("noMatch.title", { query })} text={t("noMatch.text")} />;
  if (!canEdit) return <Empty title={t("first.title")} text={t("first.viewer")} />;
  return <FirstRun onNew={(start) => void onStart(start === "template" ? "plan" : start)} />;
}
