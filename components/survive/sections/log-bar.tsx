import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import type { Band } from "#lib/core/survive/analysis.ts";
import { durationText, HOURS_PER_YEAR, isBeyondModel } from "#lib/core/survive/words/amounts.ts";

/** Ends of the scale, in hours of downtime a year: six seconds to a whole year. */
const LEFT = 1 / 600;
const RIGHT = HOURS_PER_YEAR;
const TICKS_HOURS = [1 / 60, 1, 24, 720];
/** Five nines: left of it nothing is promised. */
const CAP_HOURS = HOURS_PER_YEAR * 1e-5;

function place(hours: number): number {
  const bounded = Math.min(Math.max(hours, LEFT), RIGHT);
  return rounded((Math.log10(bounded / LEFT) / Math.log10(RIGHT / LEFT)) * 100);
}

/** Browsers shorten what they are given, and React then finds another text than the server wrote. */
function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}

/** Downtime a year on a scale where each step is ten times the one before; the line above says it in words. */
export function LogBar({ band }: { band: Band }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const [low, value, high] = [band.low, band.value, band.high].map((share) => place(share * HOURS_PER_YEAR));
  return (
    <div aria-hidden className="relative my-1 h-7 max-w-3xl select-none">
      <div className="absolute inset-x-0 top-1.5 h-1 rounded-full bg-raised" />
      <div
        className="absolute top-0 h-4 border-r border-dashed border-line-strong bg-raised/60"
        style={{ left: 0, width: `${place(CAP_HOURS)}%` }}
        title={t("likely.beyond")}
      />
      <div
        className="absolute top-1 h-2 min-w-1 rounded-full bg-edge/60"
        style={{ left: `${low}%`, width: `${rounded((high ?? 0) - (low ?? 0))}%` }}
      />
      {isBeyondModel(band.value) ? null : (
        <div className="absolute top-0 h-4 w-1 -translate-x-1/2 rounded-full bg-text" style={{ left: `${value}%` }} />
      )}
      {TICKS_HOURS.map((hours) => (
        <span
          key={hours}
          className="absolute top-3.5 -translate-x-1/2 text-xs text-text-3"
          style={{ left: `${place(hours)}%` }}
        >
          {durationText(hours, lang)}
        </span>
      ))}
    </div>
  );
}
