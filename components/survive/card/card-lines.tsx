import Link from "next/link";
import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import type { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { downtimeText, expectationText } from "#lib/core/survive/words/amounts.ts";
import type { Brief, BriefLevel, BriefService, Culprit } from "#lib/core/survive/words/brief.ts";
import { candidateText, newMachinesText } from "#lib/core/survive/words/candidates.ts";
import { namesText } from "#lib/core/survive/words/names.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { VerdictMark } from "./verdict-mark.tsx";

/** One service: yes, NO or not proven for each level, with the culprit by name. */
export function ServiceLevels({ service }: { service: BriefService }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const words = vocabularies[lang];
  if (service.kind === "not-planned") {
    return (
      <div>
        <p className="font-medium">{words.services[service.id]}</p>
        <p className="text-text-2">{words.notPlanned[service.reason]}</p>
      </div>
    );
  }
  const given = service.levels.filter(({ verdict }) => verdict !== "not-given");
  const missing = service.levels.filter(({ verdict }) => verdict === "not-given");
  return (
    <div>
      <p className="font-medium">{words.services[service.id]}</p>
      <ul className="mt-0.5 flex flex-wrap gap-x-4 gap-y-0.5">
        {given.map((each) => (
          <LevelAnswer key={each.level} {...each} />
        ))}
      </ul>
      {missing.length === 0 ? null : (
        <p className="text-sm text-text-3">
          {t("card.notGiven", { levels: missing.map(({ level }) => words.levels[level]).join(t("comma")) })}
        </p>
      )}
    </div>
  );
}

function LevelAnswer({ level, verdict, culprit }: BriefLevel) {
  const t = useTranslations("survive");
  const lang = useLang();
  const isFailing = verdict === "fails";
  return (
    <li className="flex items-center gap-1.5 whitespace-nowrap">
      <VerdictMark verdict={verdict} level={level} />
      {vocabularies[lang].anyOne[level]}
      <span className={isFailing ? "font-semibold" : "text-text-2"}>{t(`verdict.${verdict}`)}</span>
      {isFailing && culprit.length > 0 ? (
        <span>{t("card.culprit", { names: namesText(culprit, lang, 2) })}</span>
      ) : null}
    </li>
  );
}

/** What stops the headline service with the fewest failures, and what comes next. */
export function CulpritLine({ culprits: [first, second] }: { culprits: Brief["weakest"] }) {
  const t = useTranslations("survive");
  const lang = useLang();
  if (first === undefined) return <p>{t("card.noCulprit")}</p>;
  return (
    <p>
      <span className="font-medium">{culpritText(first)}</span>
      {second === undefined ? null : (
        <span className="ml-4 text-text-2">{t("card.then", { names: namesText(second.elements, lang) })}</span>
      )}
    </p>
  );

  function culpritText({ elements, holds }: Culprit): string {
    const names = namesText(elements, lang);
    const alone = elements.length === 1 ? t("card.alone", { names }) : t("card.together", { names });
    if (holds.length === 0) return alone;
    return t("card.holds", { culprit: alone, machines: shortList(holds) });
  }

  function shortList(names: readonly string[]): string {
    const shown = names.slice(0, HOLDS_SHOWN).join(t("comma"));
    return names.length > HOLDS_SHOWN ? t("card.andMore", { names: shown, count: names.length - HOLDS_SHOWN }) : shown;
  }
}

const HOLDS_SHOWN = 3;

/** The first change to make, with what it costs and what it brings. */
export function FixLine({ fix, service, href }: { fix: Brief["fix"]; service: ServiceId; href: string }) {
  const t = useTranslations("survive");
  const lang = useLang();
  if (fix === "pending") return <p className="text-text-2">{t("computing")}</p>;
  if (fix === null) return <p className="text-text-2">{t("card.noFix")}</p>;
  const { before, after, newMachines } = fix;
  return (
    <p>
      <Link href={href} className="font-medium text-accent hover:underline">
        {candidateText(fix, lang)}
      </Link>
      <span className="ml-2">{newMachinesText(newMachines, lang)}</span>
      <span className="ml-4 whitespace-nowrap text-text-2">
        {fix.service === service ? null : `${t("card.of", { service: vocabularies[lang].services[fix.service] })} `}
        {downtimeText(before.minutesPerYear, lang)} → {downtimeText(after.minutesPerYear, lang)}
      </span>
    </p>
  );
}

export function ExpectationLine({ service }: { service: BriefService }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const name = vocabularies[lang].services[service.id];
  if (service.kind === "not-planned") return null;
  return (
    <p>
      <span className="text-text-2">{t("card.of", { service: name })}</span> {expectationText(service.likelihood, lang)}
    </p>
  );
}
