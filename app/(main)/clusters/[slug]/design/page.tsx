import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DesignPage } from "#components/plan/design/design-page.tsx";
import { DesignSkeleton } from "#components/plan/design/design-skeleton.tsx";
import { DesignToolbar } from "#components/plan/design/design-toolbar.tsx";
import { PlanGate } from "#components/plan/design/plan-gate.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { MarginChip } from "#components/survive/margin-chip.tsx";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { routes } from "#lib/core/api/index.ts";
import { urlOf } from "#lib/query/api.ts";
import { readCluster } from "#lib/store/clusters.ts";
import { readPlan } from "#lib/store/plans.ts";

/** About 1 MB of JSON; a larger plan is fetched by the browser beside the page. */
const MACHINES_INLINE_MAX = 1_500;

interface DesignRouteProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: DesignRouteProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  return { title: `${t("tab.design")} - ${slug}` };
}

export default async function DesignRoute({ params }: DesignRouteProps) {
  const me = await requirePage();
  const { slug } = await params;
  const { totals } = await orNotFound(readCluster(slug));
  const isLarge = totals.machines > MACHINES_INLINE_MAX;
  return (
    <>
      {/* On its way before the first script runs; PlanGate's own call finds it there. */}
      {isLarge ? (
        <link rel="preload" as="fetch" crossOrigin="anonymous" href={urlOf(routes.getPlan, { params: { slug } })} />
      ) : null}
      <PlanGate
        slug={slug}
        initial={isLarge ? null : JSON.stringify(await orNotFound(readPlan(slug, undefined, me.id)))}
        canEdit={me.role !== "viewer"}
        fallback={
          <>
            <ClusterBar />
            <DesignSkeleton />
          </>
        }
      >
        <ClusterBar>
          <MarginChip />
          <DesignToolbar />
        </ClusterBar>
        <DesignPage />
      </PlanGate>
    </>
  );
}
