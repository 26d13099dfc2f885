import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { PlanGate } from "#components/plan/design/plan-gate.tsx";
import { SaveBanner } from "#components/plan/design/save-banner.tsx";
import { SaveText } from "#components/plan/design/save-state.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { chooseTheme, THEME_COOKIE } from "#components/shell/preference-cookies.ts";
import { SurviveCard } from "#components/survive/card/survive-card.tsx";
import { PartsSkeleton, SurvivePage } from "#components/survive/survive-page.tsx";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { briefOf } from "#lib/core/survive/words/brief.ts";
import { readCluster } from "#lib/store/clusters.ts";
import { readPlan } from "#lib/store/plans.ts";
import { analysisOf, briefAt } from "#lib/store/verdicts.ts";

/** A larger plan, and its analysis, are made by the browser beside the page. */
const MACHINES_INLINE_MAX = 1_500;

interface SurviveRouteProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: SurviveRouteProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  return { title: `${t("tab.survive")} - ${slug}` };
}

export default async function SurviveRoute({ params }: SurviveRouteProps) {
  const me = await requirePage();
  const { slug } = await params;
  const [cluster, read, jar] = await orNotFound(
    Promise.all([readCluster(slug), readPlan(slug, undefined, me.id), cookies()]),
  );
  const { plan, version } = read;
  const isLarge = plan.machines.length > MACHINES_INLINE_MAX;
  const analysis = isLarge ? null : analysisOf(plan);
  const brief = analysis === null ? briefAt({ id: cluster.id, version }, plan) : briefOf(analysis, plan.machines);
  const theme = chooseTheme(jar.get(THEME_COOKIE)?.value);
  const heading = <h1 className="sr-only">{plan.name}</h1>;
  return (
    <PlanGate
      slug={slug}
      initial={isLarge ? null : JSON.stringify(read)}
      canEdit={me.role !== "viewer"}
      fallback={
        <>
          <ClusterBar />
          {heading}
          <div className="grid w-full max-w-[120rem] gap-4 p-4">
            <SurviveCard brief={brief} changesHref="#changes" designHref={`/clusters/${slug}/design`} />
            <PartsSkeleton />
          </div>
        </>
      }
    >
      <ClusterBar>
        <SaveText />
      </ClusterBar>
      {heading}
      <SaveBanner />
      <SurvivePage analysis={analysis} brief={brief} theme={theme} />
    </PlanGate>
  );
}
