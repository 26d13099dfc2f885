"use client";
import { useTranslations } from "next-intl";
import { Bounded } from "#components/survive/sections/bounded.tsx";
import { Pointing, useElementNames } from "#components/survive/sections/elements.tsx";
import { useLang } from "#components/survive/use-lang.ts";
import type { Timeline } from "#lib/core/survive/analysis.ts";
import { momentText, stepText } from "#lib/core/survive/words/timelines.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { TimelineBar } from "./timeline-bar.tsx";

const SHOWN_FIRST = 4;
const NAMES_SHOWN = 3;

/** What happens after one failure, second by second: as a bar, and as the same steps in a list. */
export function Timelines({ timelines }: { timelines: readonly Timeline[] }) {
  const t = useTranslations("survive");
  if (timelines.length === 0) return <p className="text-text-2">{t("time.none")}</p>;
  const lastSeconds = Math.max(...timelines.flatMap(({ steps }) => steps.map(({ untilSeconds }) => untilSeconds)));
  return (
    <Bounded entries={timelines} max={SHOWN_FIRST}>
      {(shown) => (
        <ul className="grid gap-5">
          {shown.map((timeline) => (
            <li key={`${timeline.code} ${timeline.elementIds.join(" ")}`}>
              <OneFailure timeline={timeline} lastSeconds={lastSeconds} />
            </li>
          ))}
        </ul>
      )}
    </Bounded>
  );
}

function OneFailure({ timeline, lastSeconds }: { timeline: Timeline; lastSeconds: number }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const namesOf = useElementNames();
  const { code, elementIds, isAutomatic, steps } = timeline;
  const names = namesOf(elementIds.slice(0, NAMES_SHOWN)).join(t("comma"));
  return (
    <>
      <h3 className="flex flex-wrap items-center gap-x-3">
        <span className="font-medium">{vocabularies[lang].failures[code]}</span>
        {elementIds.length === 0 ? null : (
          <Pointing elementIds={elementIds} className="text-sm text-text-2">
            {elementIds.length > NAMES_SHOWN
              ? t("time.andMore", { names, count: elementIds.length - NAMES_SHOWN })
              : names}
          </Pointing>
        )}
        <span className={isAutomatic ? "text-sm text-text-2" : "text-sm font-semibold"}>
          {isAutomatic ? t("time.automatic") : t("time.byHand")}
        </span>
      </h3>
      <TimelineBar timeline={timeline} lastSeconds={lastSeconds} />
      <ol className="grid text-sm">
        {steps.map(({ code: step, timers, ...moment }) => (
          <li key={step} className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 py-0.5">
            <span className="text-right text-text-2">{momentText({ code: step, timers, ...moment }, lang)}</span>
            <span>
              {stepText(step, lang)}
              {timers.length === 0 ? null : (
                <span className="ml-2 font-mono text-xs break-words text-text-3">{timers.join(", ")}</span>
              )}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
