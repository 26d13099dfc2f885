import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import type { Candidate } from "#lib/core/survive/analysis.ts";
import { downtimeText } from "#lib/core/survive/words/amounts.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";

/** "API writes: 4 h 54 min/yr -> 33 min/yr; zone 1 -> 2": only what the change changes. */
export function OutcomeText({ candidate }: { candidate: Candidate }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const words = vocabularies[lang];
  const { service, before, after } = candidate;
  const distance = (count: number | null) => (count === null ? t("matrix.never") : String(count));
  const levels = after.levels.flatMap(({ level, distance: then }) => {
    const now = before.levels.find((each) => each.level === level)?.distance;
    if (now === undefined || now === then) return [];
    return [t("change.level", { level: words.levels[level], before: distance(now), after: distance(then) })];
  });
  return [
    t("change.downtime", {
      service: words.services[service],
      before: downtimeText(before.minutesPerYear, lang),
      after: downtimeText(after.minutesPerYear, lang),
    }),
    ...levels,
  ].join(t("semicolon"));
}
