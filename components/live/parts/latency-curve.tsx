"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { drawCurve } from "#components/live/facts/curve.ts";
import { useLiveWords } from "#components/live/parts/use-live-words.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { LatencyCurve as Curve } from "#lib/core/api/live.ts";
import type { Fact } from "#lib/core/live/state.ts";
import { latenciesQuery } from "#lib/query/live/history.ts";
import { useLivePage } from "./live-context.tsx";

const BOX = { width: 120, height: 20 };

/** How long looks at this took in the last hour, as a line and in words; what was missed is marked below it. */
export function LatencyCurve({ fact, name }: { fact: Fact; name: string }) {
  const t = useTranslations("live");
  const { slug } = useLivePage();
  const { data, isPending, isError } = useQuery(latenciesQuery(slug));
  if (isPending) return <Skeleton className="h-5 w-48" />;
  const curve = data?.curves.find((known) => known.name === fact.source);
  if (isError) return <span className="text-xs text-text-3">{t("latency.unread")}</span>;
  if (curve === undefined) return <span className="text-xs text-text-3">{t("latency.none")}</span>;
  return <Drawn curve={curve} name={name} />;
}

function Drawn({ curve, name }: { curve: Curve; name: string }) {
  const t = useTranslations("live");
  const words = useLiveWords();
  const { path, missedAt } = drawCurve(curve, BOX);
  const { minMs, medianMs, maxMs, looks, missed } = curve;
  const figures =
    minMs === null || medianMs === null || maxMs === null
      ? t("latency.noAnswer")
      : t("latency.figures", {
          min: words.figure(minMs),
          median: words.figure(medianMs),
          max: words.figure(maxMs),
        });
  const misses = missed === 0 ? "" : t("latency.missed", { missed, looks });
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <svg
        role="img"
        aria-label={t("latency.spoken", { name, figures, misses })}
        width={BOX.width}
        height={BOX.height}
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        className="shrink-0 overflow-visible"
      >
        <path d={`M0 ${BOX.height}H${BOX.width}`} className="stroke-line" strokeWidth={1} />
        <path d={path} fill="none" className="stroke-accent" strokeWidth={1.25} strokeLinejoin="round" />
        {missedAt.map((x) => (
          <path key={x} d={`M${x} ${BOX.height - 4}v6`} className="stroke-critical" strokeWidth={1.5} />
        ))}
      </svg>
      <span aria-hidden className="text-xs whitespace-nowrap text-text-2">
        {figures}
        {misses === "" ? null : <span className="ml-2 text-text">{misses}</span>}
      </span>
    </span>
  );
}
