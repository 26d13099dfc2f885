import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClusterList } from "#components/clusters/cluster-list.tsx";
import { CLUSTERS_PAGE } from "#components/clusters/cluster-page.ts";
import { MonitorBanner } from "#components/live/events/monitor-events.tsx";
import { KeepingBanner } from "#components/live/parts/keeping-banner.tsx";
import { requirePage } from "#lib/auth/page.ts";
import { listMargins } from "#lib/store/verdicts.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("clusters");
  return { title: t("title") };
}

export default async function OverviewPage() {
  const me = await requirePage();
  const initial = await listMargins({ limit: CLUSTERS_PAGE, sort: "worst" });
  // Plans alone need no stream.
  const isAnyLive = initial.rows.some(({ live }) => live !== null);
  return (
    <>
      <div className="grid gap-2 px-4 not-empty:pt-4">
        {isAnyLive ? <KeepingBanner /> : null}
        <MonitorBanner />
      </div>
      <ClusterList initial={initial} canEdit={me.role !== "viewer"} />
    </>
  );
}
