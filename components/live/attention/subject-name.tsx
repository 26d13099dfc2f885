"use client";
import { useTranslations } from "next-intl";
import { useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";
import { useFactName } from "#components/live/parts/use-fact-name.ts";

/** What is being acknowledged, as the page itself calls it. */
export function SubjectName({ subject }: { subject: string }) {
  const t = useTranslations("live");
  const factName = useFactName();
  const { view } = useLivePage();
  const fact = view.facts.find((one) => one.subject === subject);
  if (fact === undefined) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm">
      <span>{t(`kind.${fact.kind}`)}</span>
      <span className="font-mono">{factName(fact)}</span>
      <FactState fact={fact} />
    </p>
  );
}
