"use client";
import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import type { FailoverFloor, PlannedWork, ServiceAnalysis } from "#lib/core/survive/analysis.ts";
import { calmText, durationText, expectationText } from "#lib/core/survive/words/amounts.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { LogBar } from "./log-bar.tsx";

export interface LikelihoodsProps {
  services: readonly ServiceAnalysis[];
  failover: FailoverFloor | null;
  plannedWork: PlannedWork | null;
}

/** How often and how long, with the band that uncertain inputs leave. */
export function Likelihoods({ services, failover, plannedWork }: LikelihoodsProps) {
  const t = useTranslations("survive");
  const lang = useLang();
  const words = vocabularies[lang];
  return (
    <>
      <ul className="grid gap-3">
        {services.map((service) =>
          service.kind === "not-planned" ? null : (
            <li key={service.id}>
              <p className="flex flex-wrap gap-x-3">
                <span className="font-medium">{words.services[service.id]}</span>
                <span>{expectationText(service.likelihood, lang)}</span>
              </p>
              <LogBar band={service.likelihood.unavailability} />
              <p className="text-sm text-text-3">{calmText(service.likelihood.calmYears.value, lang)}</p>
            </li>
          ),
        )}
      </ul>
      <p className="mt-3 text-sm text-text-2">{t("likely.band")}</p>
      {failover === null ? null : (
        <p className="text-sm text-text-2">
          {t("likely.failover", { duration: durationText(failover.secondsPerYear / 3_600, lang) })}
        </p>
      )}
      {plannedWork === null ? null : (
        <p className="text-sm text-text-2">
          {t("likely.work", {
            hours: durationText(plannedWork.hoursPerMachine, lang),
            duration: durationText(plannedWork.minutesPerYear / 60, lang),
          })}
        </p>
      )}
    </>
  );
}
