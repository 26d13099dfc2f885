"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { EventText } from "#components/live/events/event-line.tsx";
import { Block, Nothing } from "#components/live/parts/block.tsx";
import { useHostOf, useLivePage } from "#components/live/parts/live-context.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { useProblemText } from "#lib/i18n/problem-text.ts";
import { Time } from "#lib/i18n/time.tsx";
import { eventsQuery } from "#lib/query/live/live.ts";

const SHOWN_MAX = 20;

/** What changed lately. */
export function EventsPanel() {
  const t = useTranslations("live");
  const textOf = useProblemText();
  const hostOf = useHostOf();
  const { slug } = useLivePage();
  const events = useQuery(eventsQuery({ slug }));
  const rows = events.data?.rows.slice(0, SHOWN_MAX) ?? [];
  return (
    <Block
      title={t("events.title")}
      action={
        <Link href={`/events?cluster=${slug}`} className={buttonClass("quiet", "small")}>
          {t("events.all")}
        </Link>
      }
    >
      {events.isError ? <p role="alert">{textOf(events.error)}</p> : null}
      {events.isSuccess && rows.length === 0 ? <Nothing>{t("events.none")}</Nothing> : null}
      <ol className="grid gap-1">
        {rows.map((event) => (
          <li key={event.id} className="grid grid-cols-[13rem_minmax(0,1fr)] gap-x-3 max-sm:grid-cols-1">
            <span className="text-text-3">
              <Time at={new Date(event.atMs).toISOString()} as="exact" />
            </span>
            <EventText event={event} host={hostOf(event.machineId)} />
          </li>
        ))}
      </ol>
    </Block>
  );
}
