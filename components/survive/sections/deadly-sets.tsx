"use client";
import { useTranslations } from "next-intl";
import { useLang } from "#components/survive/use-lang.ts";
import { Badge } from "#components/ui/badge.tsx";
import type { CutPattern } from "#lib/core/survive/analysis.ts";
import { patternElements, patternText } from "#lib/core/survive/words/patterns.ts";
import { Bounded } from "./bounded.tsx";
import { Pointing, useElements } from "./elements.tsx";

const SHOWN_FIRST = 8;

export interface DeadlySetsProps {
  patterns: readonly CutPattern[];
  /** Number of minimal sets by how many have to fail, from one. */
  cutSets: readonly number[];
}

/** What has to fail together, as patterns; each points at the machines it stands for. */
export function DeadlySets({ patterns, cutSets }: DeadlySetsProps) {
  const t = useTranslations("survive");
  if (patterns.length === 0) return <p className="text-text-2">{t("sets.none")}</p>;
  return (
    <>
      <Bounded entries={patterns} max={SHOWN_FIRST}>
        {(shown) => (
          <ul className="-mx-2 grid">
            {shown.map((pattern) => (
              <li key={`${pattern.order} ${pattern.example.join(" ")}`}>
                <PatternRow pattern={pattern} />
              </li>
            ))}
          </ul>
        )}
      </Bounded>
      <p className="mt-2 text-sm text-text-2">{t("sets.total", { counts: countsText() })}</p>
    </>
  );

  function countsText(): string {
    const counted = cutSets.flatMap((count, at) => (count === 0 ? [] : [t("sets.ofOrder", { count, order: at + 1 })]));
    return counted.join(t("comma"));
  }
}

function PatternRow({ pattern }: { pattern: CutPattern }) {
  const t = useTranslations("survive");
  const lang = useLang();
  const lookup = useElements();
  return (
    <Pointing elementIds={elementsOf(pattern)} className="flex w-full items-start gap-2 px-2 py-1">
      <span className="mt-px inline-flex h-5 min-w-5 items-center justify-center rounded border px-1 text-xs">
        {pattern.order}
      </span>
      <span className="min-w-0 flex-1">
        {patternText(pattern, lookup, lang)}
        {pattern.count > 1 ? (
          <span className="ml-2 text-text-2">{t("sets.count", { count: pattern.count })}</span>
        ) : null}
      </span>
      {pattern.hasAssumed ? <Badge tone="unknown">{t("sets.assumed")}</Badge> : null}
    </Pointing>
  );
}

const known = new WeakMap<CutPattern, readonly string[]>();

/** The same list for the same pattern, so that the handlers stay the same. */
function elementsOf(pattern: CutPattern): readonly string[] {
  const ids = known.get(pattern) ?? patternElements(pattern);
  known.set(pattern, ids);
  return ids;
}
