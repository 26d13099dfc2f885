"use client";
import { useTranslations } from "next-intl";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import { glyphOf } from "#lib/core/live/glyph.ts";
import type { Month } from "./months.ts";

const BAR_PX = 40;

/** How many certificates end in each of the coming months. */
export function MonthStrip({ months }: { months: readonly Month[] }) {
  const t = useTranslations("live");
  const most = Math.max(1, ...months.map(({ count }) => count));
  return (
    <ol aria-label={t("certificates.calendar")} className="flex gap-1 overflow-x-auto rounded-md border bg-surface p-3">
      {months.map(({ startMs, count, state }) => (
        <li key={startMs} className="flex min-w-14 flex-1 flex-col items-center justify-end gap-1 text-xs">
          <span className="flex items-center gap-1">
            {count > 0 && state !== "ok" ? <StateGlyph state={glyphOf(state)} size={11} /> : null}
            {count === 0 ? <span className="text-text-3">0</span> : count}
          </span>
          <span
            aria-hidden
            className="w-full max-w-10 bg-heat"
            style={{ height: count === 0 ? 1 : Math.max(4, (count / most) * BAR_PX) }}
          />
          <span className="whitespace-nowrap text-text-2">
            {new Date(startMs).toISOString().slice(0, "2026-11".length)}
          </span>
        </li>
      ))}
    </ol>
  );
}
