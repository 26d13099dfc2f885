"use client";
import { useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useMemo } from "react";
import { Banner } from "#components/ui/banner.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { Analysis } from "#lib/core/survive/analysis.ts";
import { ServiceId } from "#lib/core/survive/fault-tree.ts";
import { type Brief, briefOf } from "#lib/core/survive/words/brief.ts";
import { elementRefs } from "#lib/core/survive/words/names.ts";
import { usePlanEditor } from "#lib/query/plan-editor.tsx";
import { type Analysed, type AnalysisState, useAnalysis } from "#lib/query/survive/use-analysis.ts";
import { SurviveCard } from "./card/survive-card.tsx";
import { ElementsProvider } from "./sections/elements.tsx";
import { SurviveSections } from "./survive-sections.tsx";

export interface SurvivePageProps {
  /** Of the plan at the version that the server read; null when it is too large to travel inside the page. */
  analysis: Analysis | null;
  /** Null where the plan is too entangled to judge. */
  brief: Brief | null;
  theme: "system" | "light" | "dark";
}

/** The verdict of the open plan, and everything behind it; follows every edit made here. */
export function SurvivePage({ analysis, brief, theme }: SurvivePageProps) {
  const { slug, plan } = usePlanEditor();
  const state = useAnalysis(plan, { initial: analysis, isVerdictFirst: false });
  const { last } = state;
  const shown = useMemo(() => (last === null ? brief : briefOf(last.analysis, last.plan.machines)), [last, brief]);
  return (
    <div className="grid w-full max-w-[120rem] gap-4 p-4">
      <Trouble state={state} />
      <SurviveCard
        brief={shown}
        changesHref="#changes"
        designHref={`/clusters/${slug}/design`}
        isStale={state.kind === "computing" && last !== null}
      />
      {last === null && state.kind !== "failed" ? <PartsSkeleton /> : null}
      {last === null ? null : <Parts last={last} theme={theme} />}
    </div>
  );
}

function Trouble({ state }: { state: AnalysisState }) {
  const t = useTranslations("survive");
  const common = useTranslations("common");
  if (state.kind !== "failed") return null;
  return (
    <Banner
      tone="critical"
      isAlert
      action={
        <Button size="small" onClick={state.retry}>
          {common("retry")}
        </Button>
      }
    >
      {t(`failed.${state.reason}`)}
    </Banner>
  );
}

function Parts({ last, theme }: { last: Analysed; theme: SurvivePageProps["theme"] }): ReactNode {
  const { analysis } = last;
  const [asked, setAsked] = useQueryState("service", parseAsStringLiteral(ServiceId.options));
  const lookup = useMemo(() => elementRefs(analysis.elements), [analysis]);
  const judged = analysis.services.filter(({ kind }) => kind === "analysed").map(({ id }) => id);
  const chosen = asked !== null && judged.includes(asked) ? asked : analysis.headline.service;
  if (judged.length === 0) return null;
  return (
    <ElementsProvider lookup={lookup}>
      <SurviveSections last={last} theme={theme} chosen={chosen} onChoose={(service) => void setAsked(service)} />
    </ElementsProvider>
  );
}

/** Of the same geometry as the sections. */
export function PartsSkeleton() {
  return (
    <div aria-hidden className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
      <div className="grid gap-4">
        <Skeleton className="h-96 rounded-md" />
        <Skeleton className="h-64 rounded-md" />
        <Skeleton className="h-64 rounded-md" />
      </div>
      <div className="grid gap-4">
        <Skeleton className="h-80 rounded-md" />
        <Skeleton className="h-52 rounded-md" />
      </div>
    </div>
  );
}
