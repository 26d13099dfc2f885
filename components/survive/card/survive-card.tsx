import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { useLang } from "#components/survive/use-lang.ts";
import { limitsText } from "#lib/core/survive/words/assumptions.ts";
import type { Brief } from "#lib/core/survive/words/brief.ts";
import { vocabularies } from "#lib/core/survive/words/vocabulary.ts";
import { CulpritLine, ExpectationLine, FixLine, ServiceLevels } from "./card-lines.tsx";

export interface SurviveCardProps {
  /** Null where the plan is too entangled to judge. */
  brief: Brief | null;
  /** Leads from the heading, such as to the page with the rest. */
  action?: ReactNode;
  /** Address of the page that lists the changes. */
  changesHref: string;
  /** Where the plan is made. */
  designHref: string;
  /** The figures are of an older state of the plan. */
  isStale?: boolean | undefined;
}

/** Five seconds: what it survives, what kills it, what to change first, and what to expect. */
export function SurviveCard({ brief, action, changesHref, designHref, isStale }: SurviveCardProps) {
  const t = useTranslations("survive");
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="min-w-0 rounded-md border bg-surface">
      <header className="flex min-h-10 items-center gap-2 border-b px-4">
        <h2 id={headingId} className="text-base font-semibold">
          {t("card.title")}
        </h2>
        <span aria-live="polite" className="flex-1 text-sm text-text-2">
          {isStale ? t("computing") : ""}
        </span>
        {action}
      </header>
      <Body brief={brief} changesHref={changesHref} designHref={designHref} />
      <footer className="border-t px-4 py-2 text-xs text-text-3">{limitsText(useLang())}</footer>
    </section>
  );
}

function Body({ brief, changesHref, designHref }: Pick<SurviveCardProps, "brief" | "changesHref" | "designHref">) {
  const t = useTranslations("survive");
  if (brief === null) return <p className="px-4 py-3">{t("card.tooLarge")}</p>;
  const isEmpty = brief.services.every(({ kind }) => kind === "not-planned");
  return isEmpty ? <Nothing brief={brief} href={designHref} /> : <Lines brief={brief} changesHref={changesHref} />;
}

function Lines({ brief, changesHref }: { brief: Brief; changesHref: string }) {
  const t = useTranslations("survive");
  return (
    <dl className="grid gap-x-6 gap-y-2.5 px-4 py-3 sm:grid-cols-[auto_minmax(0,1fr)]">
      <Line name={t("card.survives")}>
        <div className="grid gap-x-8 gap-y-2 xl:grid-cols-2">
          {brief.services.map((service) => (
            <ServiceLevels key={service.id} service={service} />
          ))}
        </div>
      </Line>
      <Line name={t("card.weakest")}>
        <CulpritLine culprits={brief.weakest} />
      </Line>
      <Line name={t("card.fix")}>
        <FixLine fix={brief.fix} service={brief.service} href={changesHref} />
      </Line>
      <Line name={t("card.expect")}>
        <div className="grid gap-x-8 gap-y-1 xl:grid-cols-2">
          {brief.services.map((service) => (
            <ExpectationLine key={service.id} service={service} />
          ))}
        </div>
      </Line>
    </dl>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-sm font-semibold text-text-2 sm:min-w-20">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Nothing({ brief, href }: { brief: Brief; href: string }) {
  const t = useTranslations("survive");
  const words = vocabularies[useLang()];
  const reasons = [...new Set(brief.services.flatMap((each) => (each.kind === "not-planned" ? [each.reason] : [])))];
  return (
    <p className="px-4 py-3">
      {t("card.nothing", { reasons: reasons.map((reason) => words.notPlanned[reason]).join(t("comma")) })}{" "}
      <Link href={href} className="text-accent underline hover:no-underline">
        {t("card.toDesign")}
      </Link>
    </p>
  );
}
