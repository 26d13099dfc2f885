import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClusterList } from "#components/clusters/cluster-list.tsx";
import { CLUSTERS_PAGE } from "#components/clusters/cluster-page.ts";
import { requirePage } from "#lib/auth/page.ts";
import { listMargins } from "#lib/store/verdicts.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("clusters");
  return { title: t("title") };
}

export default async function OverviewPage() {
  const me = await requirePage();
  const initial = await listMargins({ limit: CLUSTERS_PAGE, sort: "worst" });
  return <ClusterList initial={initial} canEdit={me.role !== "viewer"} />;
}
