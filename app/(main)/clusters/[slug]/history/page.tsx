import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { TopologyPicture } from "#components/clusters/summary/topology-picture.tsx";
import { HistoryPage } from "#components/history/history-page.tsx";
import { OldVersionBar } from "#components/history/old-version-bar.tsx";
import { OldVersionTable } from "#components/history/old-version-table.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { chooseTheme, THEME_COOKIE } from "#components/shell/preference-cookies.ts";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { readCluster } from "#lib/store/clusters.ts";
import { listHistory } from "#lib/store/history.ts";
import { readPlan } from "#lib/store/plans.ts";

const FIRST_PAGE = 50;
const OldVersion = z.coerce.number().int().min(0);

interface HistoryRouteProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

export async function generateMetadata({ params }: HistoryRouteProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  return { title: `${t("tab.history")} - ${slug}` };
}

/** The list of versions, or with `?version=` one of them as it was. */
export default async function HistoryRoute({ params, searchParams }: HistoryRouteProps) {
  const me = await requirePage();
  const [{ slug }, { version }] = await Promise.all([params, searchParams]);
  const canEdit = me.role !== "viewer";
  const old = OldVersion.safeParse(version);
  if (old.success) return <OldVersionPage slug={slug} version={old.data} canEdit={canEdit} />;
  const [cluster, initial] = await orNotFound(
    Promise.all([readCluster(slug), listHistory(slug, { limit: FIRST_PAGE })]),
  );
  return (
    <>
      <ClusterBar />
      <HistoryPage slug={slug} head={cluster.version} initial={initial} canEdit={canEdit} />
    </>
  );
}

async function OldVersionPage({ slug, version, canEdit }: { slug: string; version: number; canEdit: boolean }) {
  const [cluster, { plan, updatedAt, updatedBy }, jar] = await orNotFound(
    Promise.all([readCluster(slug), readPlan(slug, version), cookies()]),
  );
  return (
    <>
      <ClusterBar />
      <div className="grid w-full max-w-[110rem] gap-4 p-4">
        <h1 className="sr-only">{plan.name}</h1>
        <OldVersionBar
          slug={slug}
          version={version}
          newest={cluster.version}
          at={updatedAt}
          by={updatedBy}
          canEdit={canEdit}
        />
        <TopologyPicture slug={slug} plan={plan} version={version} theme={chooseTheme(jar.get(THEME_COOKIE)?.value)} />
        <OldVersionTable machines={plan.machines} />
      </div>
    </>
  );
}
