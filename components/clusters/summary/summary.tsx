import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ClusterSummary, HistoryEntry } from "#lib/core/api/plans.ts";
import type { Plan } from "#lib/core/plan/plan.ts";
import { openPoints } from "./open-points.ts";

import { SummaryFacts } from "./summary-facts.tsx";
import { NextSteps, OpenPoints, RecentChanges } from "./summary-lists.tsx";
import { SummaryTotals } from "./summary-totals.tsx";
import { TopologyPicture } from "./topology-picture.tsx";

/** Where what is known of the running cluster comes from. */
type LiveKind = "connected" | "pasted" | "none";

export interface SummaryProps {
  cluster: ClusterSummary;
  plan: Plan;
  recent: readonly HistoryEntry[];
  canEdit: boolean;
  theme: "system" | "light" | "dark";
  live: LiveKind;
  /** The verdict over the plan. */
  verdict: ReactNode;
}

/** What the plan says in one screen, and what waits for a decision. */
export function Summary({ cluster, plan, recent, canEdit, theme, live, verdict }: SummaryProps) {
  const t = useTranslations("clusters");
  const points = openPoints(plan);
  const base = `/clusters/${cluster.slug}`;
  return (
    <div className="grid w-full max-w-[100rem] items-start gap-4 p-4 lg:grid-cols-[minmax(0,2fr)_minmax(20rem,1fr)]">
      <h1 className="sr-only">{cluster.name}</h1>
      <div className="min-w-0 lg:col-span-2">{verdict}</div>
      <div className="grid min-w-0 gap-4">
        <TopologyPicture slug={cluster.slug} plan={plan} version={cluster.version} theme={theme} />
        <Panel title={t("summary.totals")}>
          <SummaryTotals machines={plan.machines} />
        </Panel>
        <Panel title={t("summary.live")}>
          <LiveDoor base={base} live={live} canEdit={canEdit} />
        </Panel>
      </div>
      <div className="grid min-w-0 gap-4">
        <Panel title={t("summary.facts")}>
          <SummaryFacts cluster={cluster} endpoints={plan.endpoints} />
        </Panel>
        <Panel title={t("summary.work")}>
          <OpenPoints points={points} base={base} />
        </Panel>
        {canEdit ? (
          <Panel title={t("summary.next")}>
            <NextSteps hasMachines={plan.machines.length > 0} isOpen={points.length > 0} base={base} />
          </Panel>
        ) : null}
        <Panel
          title={t("summary.history")}
          action={
            <PageLink href={`${base}/history`} className={buttonClass("quiet", "small")}>
              {t("summary.allHistory")}
            </PageLink>
          }
        >
          <RecentChanges entries={recent} />
        </Panel>
      </div>
    </div>
  );
}

const TEXTS = {
  connected: "summary.liveConnected",
  pasted: "summary.livePasted",
  none: "summary.liveText",
} as const;

/** What the running cluster says is a page of its own; without a connection, the way to one. */
function LiveDoor({ base, live, canEdit }: { base: string; live: LiveKind; canEdit: boolean }) {
  const t = useTranslations("clusters");
  const view = canEdit && live === "none" ? "connect" : "live";
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 flex-1 text-text-2">{t(TEXTS[live])}</p>
      {live !== "none" || canEdit ? (
        <PageLink href={`${base}/${view}`} className={buttonClass("plain", "small")}>
          {t(`summary.open.${view}`)}
        </PageLink>
      ) : null}
    </div>
  );
}
