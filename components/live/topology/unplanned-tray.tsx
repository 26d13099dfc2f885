"use client";
import { useTranslations } from "next-intl";
import { nameOf, textIn, worstFirst } from "#components/live/facts/pick-facts.ts";
import { FactState } from "#components/live/parts/state-word.tsx";
import type { Fact } from "#lib/core/live/state.ts";

const SHOWN_MAX = 30;

/** What is seen and stands on no machine of the plan. */
export function UnplannedTray({ facts, hasPlan }: { facts: readonly Fact[]; hasPlan: boolean }) {
  const t = useTranslations("live");
  const common = useTranslations("common");
  if (facts.length === 0) return null;
  return (
    <div className="mt-2 rounded border border-dashed p-2 text-xs">
      <p className="font-medium">{t(hasPlan ? "topology.tray" : "topology.noPlanTray")}</p>
      <ul className="mt-1 flex flex-wrap gap-x-5 gap-y-1">
        {worstFirst(facts)
          .slice(0, SHOWN_MAX)
          .map((fact) => (
            <li key={fact.subject} className="flex items-center gap-1.5">
              <span className="text-text-2">{t(`kind.${fact.kind}`)}</span>
              <span className="font-mono">
                {fact.kind === "lease" || fact.kind === "vip"
                  ? `${textIn(fact, "name")} ${textIn(fact, "holder")}`
                  : nameOf(fact)}
              </span>
              <FactState fact={fact} />
            </li>
          ))}
      </ul>
      {facts.length > SHOWN_MAX ? (
        <p className="mt-1 text-text-2">{common("shown", { shown: SHOWN_MAX, total: facts.length })}</p>
      ) : null}
    </div>
  );
}
