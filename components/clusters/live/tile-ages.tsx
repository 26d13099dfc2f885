"use client";
import { useTranslations } from "next-intl";
import type { LiveTile } from "#lib/core/live/tile.ts";

const SECOND_MS = 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86_400;

/** How old a line is: what an engine saw, and what a person pasted, marked as such. */
export function TileAges({ live, nowMs }: { live: LiveTile | null; nowMs: number }) {
  const t = useTranslations("live");
  const duration = useDuration();
  if (live === null) return "-";
  const { polledAtMs, pastedAtMs } = live;
  const pasted =
    pastedAtMs === null
      ? null
      : t("pasted.mark", { age: t("age.ago", { age: duration(Math.max(0, nowMs - pastedAtMs)) }) });
  if (polledAtMs === null) return pasted ?? t("age.never");
  return (
    <>
      {duration(Math.max(0, nowMs - polledAtMs))}
      {pasted === null ? null : <span className="ml-2 text-xs">{pasted}</span>}
    </>
  );
}

function useDuration(): (ms: number) => string {
  const t = useTranslations("live");
  return (ms) => {
    const seconds = Math.floor(ms / SECOND_MS);
    if (seconds <= 2 * MINUTE_S) return t("age.seconds", { count: seconds });
    if (seconds <= 2 * HOUR_S) return t("age.minutes", { count: Math.floor(seconds / MINUTE_S) });
    if (seconds <= 2 * DAY_S) return t("age.hours", { count: Math.floor(seconds / HOUR_S) });
    return t("age.days", { count: Math.floor(seconds / DAY_S) });
  };
}
