"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus, Upload } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useDeferredValue } from "react";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SearchInput } from "#components/ui/text-input.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { ListedCluster } from "#lib/core/api/plans.ts";
import { call } from "#lib/query/api.ts";
import { atServer } from "#lib/query/live/server-clock.ts";
import { useStreamedTiles } from "#lib/query/live/tiles.ts";
import { CLUSTERS_PAGE, type ClusterPage } from "./cluster-page.ts";
import { ClusterTable } from "./cluster-table.tsx";
import { FirstRun } from "./first-run.tsx";
import { LiveTable } from "./live/live-table.tsx";
import { NewPlanDialog } from "./new-plan-dialog.tsx";

const COLUMNS = ["live", "plan"] as const;
const SECOND_MS = 1000;
/** First part of the key of every query of this list. */
const LIST = "clusters";

export interface ClusterListProps {
  /** The first page, the worst first, as the server read it. */
  initial: ClusterPage;
  canEdit: boolean;
}

type Sort = "name" | "worst";

function useClusterPages(query: string, sort: Sort, initial: ClusterPage) {
  const q = useDeferredValue(query.trim());
  return useInfiniteQuery({
    queryKey: [LIST, sort, q],
    queryFn: ({ pageParam }) =>
      call(routes.listClusters, {
        query: {
          limit: CLUSTERS_PAGE,
          sort,
          ...(q === "" ? {} : { q }),
          ...(pageParam === "" ? {} : { cursor: pageParam }),
        },
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // The stream brings what changes; this is for what it missed. A list of plans alone rests.
    refetchInterval: ({ state: { data } }) => (hasLive(data?.pages ?? []) ? LIVE_REFRESH_MS : false),
    ...(q === "" && sort === "worst" ? { initialData: { pages: [initial], pageParams: [""] } } : {}),
  });
}

const LIVE_REFRESH_MS = 5_000;

function hasLive(pages: readonly ClusterPage[]): boolean {
  return pages.some(({ rows }) => rows.some(({ live }) => live !== null));
}

/** All clusters: search, create, import; three doors while there is none. */
export function ClusterList({ initial, canEdit }: ClusterListProps) {
  const t = useTranslations("clusters");
  const common = useTranslations("common");
  const [query, setQuery] = useQueryState("q", parseAsString.withDefault(""));
  const [starting, setStarting] = useQueryState("new");
  const [chosen, setChosen] = useQueryState("columns", parseAsStringLiteral(COLUMNS));
  // Over all clusters, not only those on this page; where none is watched, this is by name as well.
  const pages = useClusterPages(query, chosen === "plan" ? "name" : "worst", initial);
  const isAnyLive = hasLive(pages.data?.pages ?? []);
  useStreamedTiles(LIST, isAnyLive);
  const columns = isAnyLive ? (chosen ?? "live") : "plan";
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
          {isAnyLive ? (
            <Segmented
              label={t("columns.label")}
              value={columns}
              onChange={(next) => void setChosen(next === "live" ? null : next)}
              tabs={COLUMNS.map((value) => ({ value, label: t(`columns.${value}`) }))}
            />
          ) : null}
          {canEdit ? <ListActions onStart={setStarting} /> : null}
        </div>
      )}
      <ListBody
        isFirstRun={isFirstRun}
        canEdit={canEdit}
        rows={rows}
        query={query}
        columns={columns}
        onStart={setStarting}
      />
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
  columns: (typeof COLUMNS)[number];
  onStart: Start;
}

function ListBody({ isFirstRun, canEdit, rows, query, columns, onStart }: ListBodyProps) {
  const t = useTranslations("clusters");
  const nowMs = atServer(useNow({ updateInterval: SECOND_MS }).getTime());
  if (rows.length > 0 && columns === "live") return <LiveTable clusters={rows} nowMs={nowMs} />;
  if (rows.length > 0) return <ClusterTable clusters={rows} />;
  if (!isFirstRun) return <Empty title={t("noMatch.title", { query })} text={t("noMatch.text")} />;
  if (!canEdit) return <Empty title={t("first.title")} text={t("first.viewer")} />;
  return <FirstRun onNew={(start) => void onStart(start === "template" ? "plan" : start)} />;
}
