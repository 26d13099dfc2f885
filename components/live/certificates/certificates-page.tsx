"use client";
import { useNow, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type ClusterName, ClusterSelect } from "#components/live/parts/cluster-select.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { MoreRows } from "#components/ui/more-rows.tsx";
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

const MONTHS = 13;
const MINUTE_MS = 60_000;
/** No state is spelt like this. */
const ALL = "*";

/** Certificates of all live clusters, next to expire first. */
export function CertificatesPage({ clusters }: { clusters: readonly ClusterName[] }) {
  const t = useTranslations("live");
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
          <MoreRows pages={pages} shown={rows.length} total={total}>
            {pages.hasNextPage ? <span>{t("certificates.partly")}</span> : null}
          </MoreRows>
        </>
      ) : null}
    </div>
  );
}

interface FilterBarProps {
  clusters: readonly ClusterName[];
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
      <ClusterSelect clusters={clusters} value={filter.cluster} onChange={(cluster) => onFilter({ cluster })} />
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
