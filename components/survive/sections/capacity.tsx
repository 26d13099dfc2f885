"use client";
import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import type { CapacityAnalysis } from "#lib/core/survive/analysis.ts";
import { downtimeText, minutesPerYear, rangeText } from "#lib/core/survive/words/amounts.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { useAmounts } from "#lib/i18n/amounts.ts";
import { Pointing, useElementNames } from "./elements.tsx";

const PAIRS_SHOWN = 3;

/** What the workers hold, what the workloads need, and how much may be lost before it is too little. */
export function Capacity({ capacity }: { capacity: readonly CapacityAnalysis[] }) {
  const t = useTranslations("survive");
  if (capacity.length === 0) return <p className="text-text-2">{t("capacity.none")}</p>;
  return (
    <ul className="grid gap-3">
      {capacity.map((each) => (
        <li key={each.resource}>
          <ResourceText {...each} />
        </li>
      ))}
    </ul>
  );
}

function ResourceText({ resource, total, need, levels, shortage, joint }: CapacityAnalysis) {
  const t = useTranslations("survive");
  const lang = useLang();
  const amounts = useAmounts();
  const write = (amount: number) => {
    if (resource === "cpuCores") return amounts.cores(Math.round(amount));
    return resource === "memoryMiB" ? amounts.memory(amount) : amounts.machines(Math.round(amount));
  };
  return (
    <>
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium">{t(`capacity.${resource}`)}</span>
        <span>
          {need === null
            ? t("capacity.needUnknown", { total: write(total) })
            : t("capacity.need", { total: write(total), need: write(need) })}
        </span>
      </p>
      {need === null ? null : (
        <ul className="text-sm text-text-2">
          {levels.map((each) => (
            <LevelLeft key={each.level} {...each} />
          ))}
        </ul>
      )}
      {shortage === null ? null : (
        <p className="text-sm text-text-2">
          {t("capacity.shortage", {
            expected: downtimeText(minutesPerYear(shortage.value), lang),
            range: rangeText(shortage, lang, (share) => downtimeText(minutesPerYear(share), lang)),
          })}
        </p>
      )}
      {joint === null ? null : (
        <p className="text-sm text-text-2">
          {t("capacity.joint", { expected: downtimeText(minutesPerYear(joint.value), lang) })}
        </p>
      )}
    </>
  );
}

function LevelLeft({ level, distance, witness }: CapacityAnalysis["levels"][number]) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const namesOf = useElementNames();
  if (distance === null) return <li>{t("capacity.never", { level: words.levels[level] })}</li>;
  if (distance === 0) return <li className="font-medium text-text">{t("capacity.short")}</li>;
  const names = namesOf(witness.slice(0, PAIRS_SHOWN)).join(" + ");
  return (
    <li>
      <Pointing elementIds={witness}>
        {t("capacity.distance", { count: distance, level: words.levels[level] })}
        {witness.length === 0 ? null : (
          <span className="ml-1 text-text-2">{witness.length > PAIRS_SHOWN ? `(${names} ...)` : `(${names})`}</span>
        )}
      </Pointing>
    </li>
  );
}
