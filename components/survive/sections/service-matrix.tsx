"use client";
import { useTranslations } from "next-intl";
import { VerdictMark } from "#components/survive/card/verdict-mark.tsx";
import { useLang } from "#components/survive/use-lang.ts";
import type { Level, LevelVerdict, ServiceAnalysis } from "#lib/core/survive/analysis.ts";
import { Level as Levels } from "#lib/core/survive/analysis.ts";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { Pointing, useElementNames } from "./elements.tsx";

const HEAD = "h-8 border-b px-2 text-left text-xs font-medium whitespace-nowrap text-text-2 first:pl-4";
const CELL = "border-b px-2 py-1.5 align-top first:pl-4";

export interface ServiceMatrixProps {
  services: readonly ServiceAnalysis[];
  chosen: ServiceId;
  onChoose: (service: ServiceId) => void;
}

/** Services x levels: does any one failure stop it, and how many do. The chosen service fills the lists below. */
export function ServiceMatrix({ services, chosen, onChoose }: ServiceMatrixProps) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const isGiven = (level: Level) =>
    services.some((each) => each.kind === "analysed" && verdictAt(each.levels, level)?.verdict !== "not-given");
  const levels = Levels.options.filter(isGiven);
  const missing = Levels.options.filter((level) => !isGiven(level));
  return (
    <>
      <div className="-mx-4 -mt-3 overflow-x-auto">
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr>
              <th className={HEAD}>{t("matrix.service")}</th>
              {levels.map((level) => (
                <th key={level} className={HEAD}>
                  {words.anyOne[level]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <tr key={service.id} className={service.id === chosen ? "bg-raised" : ""}>
                <th scope="row" className={`${CELL} text-left font-normal whitespace-nowrap`}>
                  {service.kind === "analysed" ? (
                    <button
                      type="button"
                      aria-pressed={service.id === chosen}
                      className="rounded text-left hover:underline aria-pressed:font-semibold"
                      onClick={() => onChoose(service.id)}
                    >
                      {words.services[service.id]}
                    </button>
                  ) : (
                    words.services[service.id]
                  )}
                </th>
                {service.kind === "analysed" ? (
                  levels.map((level) => <LevelCell key={level} at={verdictAt(service.levels, level)} />)
                ) : (
                  <td colSpan={levels.length} className={`${CELL} text-text-2`}>
                    {t("matrix.notPlanned", { reason: words.notPlanned[service.reason] })}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="pt-2 text-sm text-text-2">
        {t("matrix.legend")}{" "}
        {missing.length === 0
          ? null
          : t("matrix.missing", { levels: missing.map((level) => words.levels[level]).join(t("comma")) })}
      </p>
    </>
  );
}

function verdictAt(levels: readonly LevelVerdict[], level: Level): LevelVerdict | undefined {
  return levels.find((each) => each.level === level);
}

function LevelCell({ at }: { at: LevelVerdict | undefined }) {
  const t = useTranslations("survive");
  const namesOf = useElementNames();
  if (at === undefined || at.verdict === "not-given") {
    return <td className={`${CELL} text-text-3`}>{t("verdict.not-given")}</td>;
  }
  const { level, verdict, distance, witness } = at;
  const isShort = verdict === "fails" || verdict === "unproven";
  return (
    <td className={CELL}>
      <span className="flex items-center gap-1.5 whitespace-nowrap">
        <VerdictMark verdict={verdict} level={level} />
        <span className={verdict === "fails" ? "font-semibold" : ""}>{t(`verdict.${verdict}`)}</span>
        {isShort ? null : (
          <span className="text-text-2">
            {distance === null ? t("matrix.never") : t("matrix.distance", { count: distance })}
          </span>
        )}
      </span>
      {isShort && witness.length > 0 ? (
        <Pointing elementIds={witness} className="max-w-56 truncate text-text-2">
          {namesOf(witness).join(" + ")}
        </Pointing>
      ) : null}
    </td>
  );
}
