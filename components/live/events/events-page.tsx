"use client";
import { useTimeZone, useTranslations } from "next-intl";
import { useMemo } from "react";
import { type ClusterName, ClusterSelect } from "#components/live/parts/cluster-select.tsx";
import { Banner } from "#components/ui/banner.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { MoreRows } from "#components/ui/more-rows.tsx";
import { Select } from "#components/ui/select.tsx";
import { SkeletonRows } from "#components/ui/skeleton.tsx";
import { FactKind } from "#lib/core/live/state.ts";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { daysOf } from "./days.ts";
import { EVENT_STATES, type EventFilter, useEventFilter, useEventPages } from "./event-filter.ts";
import { EventTimeline } from "./event-timeline.tsx";
import { MonitorBanner, MonitorEvents } from "./monitor-events.tsx";

export interface EventsPageProps {
  clusters: readonly ClusterName[];
}

/** No slug, kind or state is spelt like this. */
const ALL = "*";

/** What changed on all live clusters, newest first. */
export function EventsPage({ clusters }: EventsPageProps) {
  const t = useTranslations("live");
  const textOf = useProblemText();
  const zone = useTimeZone();
  const [filter, setFilter] = useEventFilter();
  const pages = useEventPages(filter);
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const total = pages.data?.pages[0]?.total ?? 0;
  const isWhole = filter.cluster === "" && filter.kind === null && filter.state === null;
  return (
    <div className="grid w-full max-w-[120rem] gap-3 p-4">
      <h1 className="sr-only">{t("events.title")}</h1>
      <MonitorBanner />
      <FilterBar clusters={clusters} filter={filter} onFilter={(change) => void setFilter(change)} />
      {isWhole ? <MonitorEvents /> : null}
      {pages.isError ? <Banner tone="critical">{textOf(pages.error)}</Banner> : null}
      {pages.isPending ? <SkeletonRows rows={8} columns={4} /> : null}
      {pages.isSuccess && rows.length === 0 ? (
        <Empty
          title={t(isWhole ? "events.none" : "events.noMatch")}
          text={t(isWhole ? "events.noneText" : "events.noMatchText")}
        />
      ) : null}
      {rows.length > 0 ? (
        <>
          <EventTimeline days={daysOf(rows, zone)} />
          <MoreRows pages={pages} shown={rows.length} total={total} />
        </>
      ) : null}
    </div>
  );
}

interface FilterBarProps extends EventsPageProps {
  filter: EventFilter;
  onFilter: (change: Partial<EventFilter>) => void;
}

function FilterBar({ clusters, filter, onFilter }: FilterBarProps) {
  const t = useTranslations("live");
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ClusterSelect clusters={clusters} value={filter.cluster} onChange={(cluster) => onFilter({ cluster })} />
      <Select
        label={t("filter.kind")}
        value={filter.kind ?? ALL}
        onChange={(kind) => onFilter({ kind: FactKind.options.find((known) => known === kind) ?? null })}
        options={[
          { value: ALL, label: t("filter.allKinds") },
          ...FactKind.options.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
        ]}
      />
      <Select
        label={t("filter.entered")}
        value={filter.state ?? ALL}
        onChange={(state) => onFilter({ state: EVENT_STATES.find((known) => known === state) ?? null })}
        options={[
          { value: ALL, label: t("filter.allStates") },
          ...EVENT_STATES.map((state) => ({ value: state, label: t(`state.${state}`) })),
        ]}
      />
    </div>
  );
}
