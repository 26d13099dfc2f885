"use client";
import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import type { EventRow } from "#lib/core/api/live.ts";
import { Time } from "#lib/i18n/time.tsx";
import type { Day } from "./days.ts";
import { EventText } from "./event-line.tsx";

/** Events under their days, newest first. */
export function EventTimeline({ days }: { days: readonly Day[] }) {
  return days.map(({ date, events }) => (
    <section key={date} aria-label={date} className="rounded-md border bg-surface">
      <h2 className="border-b px-3 py-1.5 font-mono text-sm font-semibold">{date}</h2>
      <ol className="px-3">
        {events.map((event) => (
          <Line key={event.id} event={event} />
        ))}
      </ol>
    </section>
  ));
}

function Line({ event }: { event: EventRow }) {
  const t = useTranslations("live");
  return (
    <li className="grid min-h-8 grid-cols-[13rem_minmax(8rem,14rem)_minmax(0,1fr)] items-center gap-x-3 border-b py-1 text-sm last:border-b-0 max-md:grid-cols-1">
      <span className="text-text-3">
        <Time at={new Date(event.atMs).toISOString()} />
      </span>
      <PageLink
        href={`/clusters/${event.slug}/live`}
        className="truncate text-accent hover:underline"
        title={t("events.open", { name: event.clusterName })}
      >
        {event.clusterName}
      </PageLink>
      <EventText event={event} host={null} />
    </li>
  );
}
