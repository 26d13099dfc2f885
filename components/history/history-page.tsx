"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTimeZone, useTranslations } from "next-intl";
import { parseAsInteger, useQueryState } from "nuqs";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { routes } from "#lib/core/api/index.ts";
import type { HistoryEntry } from "#lib/core/api/plans.ts";
import { call } from "#lib/query/api.ts";
import { VersionDetails } from "./version-details.tsx";
import { VersionList } from "./version-list.tsx";

const PAGE = 50;

export interface HistoryPageProps {
  slug: string;
  /** The newest version, when the page was rendered. */
  head: number;
  initial: { rows: HistoryEntry[]; nextCursor: string | null; total: number };
  canEdit: boolean;
}

function historyKey(slug: string) {
  return ["history", slug] as const;
}

/** Versions at the left, what the chosen one changed at the right. */
export function HistoryPage({ slug, head, initial, canEdit }: HistoryPageProps) {
  const t = useTranslations("history");
  const common = useTranslations("common");
  const zone = useTimeZone();
  const [chosen, setChosen] = useQueryState("v", parseAsInteger);
  const pages = useInfiniteQuery({
    queryKey: historyKey(slug),
    queryFn: ({ pageParam }) =>
      call(routes.listHistory, {
        params: { slug },
        query: { limit: PAGE, ...(pageParam === "" ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    initialData: { pages: [initial], pageParams: [""] },
  });
  const entries = pages.data.pages.flatMap((page) => page.rows);
  const total = pages.data.pages[0]?.total ?? 0;
  const newest = Math.max(head, entries[0]?.version ?? 0);
  const version = chosen ?? entries[0]?.version ?? null;
  if (entries.length === 0 || version === null) {
    return (
      <div className="mx-auto w-full max-w-3xl p-8">
        <Empty title={t("empty.title")} text={t("empty.text")} />
      </div>
    );
  }
  return (
    <div className="grid w-full max-w-[110rem] items-start gap-4 p-4 lg:grid-cols-[minmax(22rem,2fr)_minmax(0,3fr)]">
      <h1 className="sr-only">{t("title")}</h1>
      <div className="min-w-0">
        <p className="mb-2 flex gap-2 text-sm text-text-2">
          <span className="flex-1">{t("count", { count: total })}</span>
          <span>{t("zone", { zone: zone ?? "UTC" })}</span>
        </p>
        <VersionList entries={entries} chosen={version} newest={newest} onChoose={(next) => void setChosen(next)} />
        {pages.hasNextPage ? (
          <Button className="mt-3" disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {common("more")}
          </Button>
        ) : null}
      </div>
      <VersionDetails key={version} slug={slug} version={version} newest={newest} canEdit={canEdit} />
    </div>
  );
}
