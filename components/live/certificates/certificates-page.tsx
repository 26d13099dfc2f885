"use client";
import { useNow, useTranslations } from "next-intl";
import { useMemo } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { SearchInput } from "#components/ui/text-input.tsx";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import {
  CERTIFICATE_STATES,
  type CertificateFilter,
  isWhole,
  useCertificateFilter,
  useCertificatePages,
} from "./certificate-filter.ts";
import { CertificateTable } from "./certificate-table.tsx";
import { MonthStrip } from "./month-strip.tsx";
import { monthsOf } from "./months.ts";

export interface PlaceName {
  readonly slug: string;
  readonly name: string;
}

const MONTHS = 13;
const MINUTE_MS = 60_000;
/** No slug is spelt like this. */
const ALL = "*";

/** Certificates of all live clusters, next to expire first. */
export function CertificatesPage({ clusters }: { clusters: readonly PlaceName[] }) {
  const t = useTranslations("live");
  const common = useTranslations("common");
  const textOf = useProblemText();
  const [filter, setFilter] = useCertificateFilter();
  const pages = useCertificatePages(filter);
  const nowMs = useNow({ updateInterval: MINUTE_MS }).getTime();
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const total = pages.data?.pages[0]?.total ?? 0;
  const months = useMemo(() => monthsOf(rows, nowMs, MONTHS), [rows, nowMs]);
  return (
    <div className="grid w-full max-w-[120rem] gap-3 p-4">
      <h1 className="sr-only">{t("certificates.title")}</h1>
      <FilterBar clusters={clusters} filter={filter} onFilter={(change) => void setFilter(change)} />
      {pages.isError ? <Banner tone="critical">{textOf(pages.error)}</Banner> : null}
      {pages.isPending ? <SkeletonRows rows={8} columns={6} /> : null}
      {pages.isSuccess && rows.length === 0 ? (
        <Empty
          title={t(isWhole(filter) ? "certificates.empty" : "certificates.noMatch")}
          text={t(isWhole(filter) ? "certificates.emptyText" : "certificates.noMatchText")}
        />
      ) : null}
      {rows.length > 0 ? (
        <>
          <MonthStrip months={months} />
          <CertificateTable rows={rows} nowMs={nowMs} />
          <footer className="flex items-center gap-3 text-sm text-text-2">
            {pages.hasNextPage ? (
              <Button size="small" disabled={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
                {common("more")}
              </Button>
            ) : null}
            <span>{common("shown", { shown: rows.length, total })}</span>
            {pages.hasNextPage ? <span>{t("certificates.partly")}</span> : null}
          </footer>
        </>
      ) : null}
    </div>
  );
}

interface FilterBarProps {
  clusters: readonly PlaceName[];
  filter: CertificateFilter;
  onFilter: (change: Partial<CertificateFilter>) => void;
}

function FilterBar({ clusters, filter, onFilter }: FilterBarProps) {
  const t = useTranslations("live");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchInput
        label={t("certificates.search")}
        className="w-80"
        value={filter.q}
        onChange={(q) => onFilter({ q })}
      />
      <Select
        label={t("filter.cluster")}
        value={filter.cluster === "" ? ALL : filter.cluster}
        onChange={(cluster) => onFilter({ cluster: cluster === ALL ? "" : cluster })}
        options={[
          { value: ALL, label: t("filter.allClusters") },
          ...clusters.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <Select
        label={t("filter.state")}
        value={filter.state ?? ALL}
        onChange={(state) => onFilter({ state: CERTIFICATE_STATES.find((known) => known === state) ?? null })}
        options={[
          { value: ALL, label: t("filter.allStates") },
          ...CERTIFICATE_STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
      />
    </div>
  );
}
