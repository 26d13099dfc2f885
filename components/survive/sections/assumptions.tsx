"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { usePointsAt } from "#components/survive/map/highlight.ts";
import { useLang } from "#components/survive/use-lang.ts";
import { StateGlyph } from "#components/ui/state-glyph.tsx";
import type { Assumption } from "#lib/core/survive/analysis.ts";
import { assumptionText, mergedAssumptions } from "#lib/core/survive/words/assumptions.ts";

/** A longer address is refused by some proxies; beyond it the link selects the first ones. */
const SELECTED_MAX = 50;

export interface AssumptionsProps {
  assumptions: readonly Assumption[];
  slug: string;
}

/** What the plan does not say and the verdict therefore assumes; the link selects the machines in the design. */
export function Assumptions({ assumptions, slug }: AssumptionsProps) {
  const t = useTranslations("survive");
  const merged = useMemo(() => mergedAssumptions(assumptions), [assumptions]);
  if (merged.length === 0) return <p className="text-text-2">{t("assumed.none")}</p>;
  return (
    <ul className="grid gap-2">
      {merged.map((each) => (
        <AssumptionRow key={`${each.code} ${each.level}`} assumption={each} slug={slug} />
      ))}
    </ul>
  );
}

function AssumptionRow({ assumption, slug }: { assumption: Assumption; slug: string }) {
  const t = useTranslations("survive");
  const text = assumptionText(assumption, useLang());
  const handlers = usePointsAt(machineElements(assumption));
  const { machineIds } = assumption;
  const selected = encodeURIComponent(machineIds.slice(0, SELECTED_MAX).join("|"));
  return (
    <li className="flex items-start gap-2">
      <span className="mt-[3px]">
        <StateGlyph state="unknown" />
      </span>
      <span className="min-w-0">
        {text}
        {machineIds.length === 0 ? null : (
          <Link
            href={`/clusters/${slug}/design?select=${selected}`}
            className="ml-2 whitespace-nowrap text-accent underline hover:no-underline"
            {...handlers}
          >
            {t("assumed.fill")}
          </Link>
        )}
      </span>
    </li>
  );
}

const elementsOf = new WeakMap<Assumption, readonly string[]>();

/** The same list for the same assumption, so that the handlers stay the same. */
function machineElements(assumption: Assumption): readonly string[] {
  const known = elementsOf.get(assumption);
  if (known !== undefined) return known;
  const ids = assumption.machineIds.map((id) => `machine:${id}`);
  elementsOf.set(assumption, ids);
  return ids;
}
