import type { Metadata } from "next";
import { cookies } from "next/headers";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { ManageCluster } from "#components/clusters/manage-cluster.tsx";
import { Summary } from "#components/clusters/summary/summary.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { chooseTheme, THEME_COOKIE } from "#components/shell/preference-cookies.ts";
import { SurviveCard } from "#components/survive/card/survive-card.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { readCluster } from "#lib/store/clusters.ts";
import { isConnected } from "#lib/store/connection/connections.ts";
import { listHistory } from "#lib/store/history.ts";
import { hasPasted } from "#lib/store/live/pasted/looks.ts";
import { readPlan } from "#lib/store/plans.ts";
import { briefAt } from "#lib/store/verdicts.ts";

interface ClusterPageProps {
  params: Promise<{ slug: string }>;
}

const RECENT_MAX = 6;

async function liveKind(slug: string) {
  const [connected, pasted] = await Promise.all([isConnected(slug), hasPasted(slug)]);
  if (connected) return "connected" as const;
  return pasted ? ("pasted" as const) : ("none" as const);
}

export async function generateMetadata({ params }: ClusterPageProps): Promise<Metadata> {
  return { title: (await params).slug };
}

export default async function SummaryPage({ params }: ClusterPageProps) {
  const me = await requirePage();
  const { slug } = await params;
  const [cluster, { plan, version }, recent, jar, live] = await orNotFound(
    Promise.all([
      readCluster(slug),
      readPlan(slug),
      listHistory(slug, { limit: RECENT_MAX }),
      cookies(),
      liveKind(slug),
    ]),
  );
  const t = await getTranslations("survive");
  const base = `/clusters/${slug}`;
  const canEdit = me.role !== "viewer";
  return (
    <>
      <ClusterBar>{canEdit ? <ManageCluster cluster={cluster} canDelete={me.role === "admin"} /> : null}</ClusterBar>
      <Summary
        cluster={cluster}
        plan={plan}
        recent={recent.rows}
        live={live}
        canEdit={canEdit}
        verdict={
          <SurviveCard
            brief={briefAt({ id: cluster.id, version }, plan)}
            changesHref={`${base}/survive#changes`}
            designHref={`${base}/design`}
            action={
              <Link href={`${base}/survive`} className={buttonClass("quiet", "small")}>
                {t("open")}
              </Link>
            }
          />
        }
        theme={chooseTheme(jar.get(THEME_COOKIE)?.value)}
      />
    </>
  );
}
