"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Banner } from "#components/ui/banner.tsx";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { Time } from "#lib/i18n/time.tsx";
import { monitorEventsQuery } from "#lib/query/live/history.ts";

/** Says that an engine has lost its own network; nothing while all have one. */
export function MonitorBanner() {
  const t = useTranslations("live");
  const { data } = useQuery(monitorEventsQuery());
  return data?.offline.map(({ id, at, observer, cutOff, clusters, canary }) => (
    <Banner key={id} tone="critical" isAlert>
      {t.rich("monitor.banner", { observer, cutOff, clusters, canary, at: () => <Time at={at} /> })}
    </Banner>
  ));
}

/** When engines lost and regained their network; nothing where none ever did. */
export function MonitorEvents() {
  const t = useTranslations("live");
  const { data } = useQuery(monitorEventsQuery());
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <section aria-label={t("monitor.title")} className="rounded-md border bg-surface">
      <h2 className="border-b px-3 py-1.5 text-sm font-semibold">{t("monitor.title")}</h2>
      <ol className="px-3">
        {data.rows.map(({ id, at, what, observer, cutOff, clusters }) => (
          <li
            key={id}
            className="grid min-h-8 grid-cols-[13rem_minmax(0,1fr)] items-center gap-x-3 border-b py-1 text-sm last:border-b-0 max-md:grid-cols-1"
          >
            <span className="text-text-3">
              <Time at={at} />
            </span>
            <span className="inline-flex items-center gap-1.5">
              <StateGlyph state={what === "offline" ? "unknown" : "ok"} size={12} />
              {t(`monitor.${what}`, { observer, cutOff, clusters })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
