import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificatesPage } from "#components/live/certificates/certificates-page.tsx";
import { requirePage } from "#lib/auth/page.ts";
import { listClusters } from "#lib/store/clusters.ts";

const CLUSTERS_MAX = 500;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("nav.certificates") };
}

export default async function CertificatesRoute() {
  await requirePage();
  const { rows } = await listClusters({ limit: CLUSTERS_MAX });
  return <CertificatesPage clusters={rows.map(({ slug, name }) => ({ slug, name }))} />;
}
