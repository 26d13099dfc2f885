import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EventsPage } from "#components/live/events/events-page.tsx";
import { requirePage } from "#lib/auth/page.ts";
import { listClusters } from "#lib/store/clusters.ts";

const CLUSTERS_MAX = 500;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("nav.events") };
}

export default async function EventsRoute() {
  await requirePage();
  const { rows } = await listClusters({ limit: CLUSTERS_MAX });
  return <EventsPage clusters={rows.map(({ slug, name }) => ({ slug, name }))} />;
}
