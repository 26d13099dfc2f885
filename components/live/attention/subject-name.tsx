"use client";
import { useTranslations } from "next-intl";
import { nameOf } from "#components/live/facts/pick-facts.ts";
import { useHostOf, useLivePage } from "#components/live/parts/live-context.tsx";
import { FactState } from "#components/live/parts/state-word.tsx";

/** What is being acknowledged, as the page itself calls it. */
export function SubjectName({ subject }: { subject: string }) {
  const t = useTranslations("live");
  const hostOf = useHostOf();
  const { view } = useLivePage();
  const fact = view.facts.find((one) => one.subject === subject);
  if (fact === undefined) return null;
  const name = subject.endsWith("/main") ? "" : (hostOf(fact.machineId) ?? nameOf(fact));
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm">
      <span>{t(`kind.${fact.kind}`)}</span>
      <span className="font-mono">{name}</span>
      <FactState fact={fact} />
    </p>
  );
}
