import { useLang } from "#components/survive/use-lang.ts";
import type { Timeline } from "#lib/core/survive/analysis.ts";
import { durationText } from "#lib/core/survive/words/amounts.ts";

const TICKS_SECONDS = [1, 10, 60, 600, 3_600, 36_000];
/** Labels would run into each other below this distance, in percent of the width. */
const TICK_GAP = 7;

export interface TimelineBarProps {
  timeline: Timeline;
  /** End of the scale, the same for all bars of a list, so that they can be compared. */
  lastSeconds: number;
}

/** Time grows by tens: seconds and hours are both to be seen. The list below says the same in words. */
export function TimelineBar({ timeline: { steps, isAutomatic }, lastSeconds }: TimelineBarProps) {
  const lang = useLang();
  const end = Math.max(lastSeconds, TICKS_SECONDS[1] ?? 1);
  // Browsers shorten what they are given, and React then finds another text than the server wrote.
  const rounded = (percent: number) => Math.round(percent * 100) / 100;
  const place = (seconds: number) => rounded((Math.log10(1 + seconds) / Math.log10(1 + end)) * 100);
  const back = Math.max(0, ...steps.map(({ untilSeconds }) => untilSeconds));
  const ticks = TICKS_SECONDS.filter((seconds) => seconds <= end && place(seconds) < 100 - TICK_GAP);
  return (
    <div aria-hidden className="relative my-1.5 mr-4 h-8 select-none">
      <div className="absolute inset-x-0 top-2 h-2 rounded-full bg-raised" />
      <div
        className={`absolute top-2 left-0 h-2 rounded-full ${isAutomatic ? "bg-edge/70" : "bg-critical/70"}`}
        style={{ width: `${isAutomatic ? place(back) : 100}%` }}
      />
      {steps.map(({ code, atSeconds, untilSeconds }) => (
        <span
          key={code}
          className="absolute top-1 h-4 border-l-4 border-text"
          style={{ left: `${place(atSeconds)}%`, width: `${rounded(place(untilSeconds) - place(atSeconds))}%` }}
        >
          {untilSeconds > atSeconds ? <span className="absolute inset-x-0 top-1.5 h-1 bg-text/50" /> : null}
        </span>
      ))}
      {ticks.map((seconds) => (
        <span
          key={seconds}
          className="absolute top-5 -translate-x-1/2 text-xs text-text-3"
          style={{ left: `${place(seconds)}%` }}
        >
          {durationText(seconds / 3_600, lang)}
        </span>
      ))}
    </div>
  );
}
