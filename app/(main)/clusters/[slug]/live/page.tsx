import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LiveAge } from "#components/live/live-header.tsx";
import { LivePage } from "#components/live/live-page.tsx";
import { NotConnected } from "#components/live/not-connected.tsx";
import { TrustBadge } from "#components/live/parts/trust-badge.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { PASTE_SECONDS } from "#lib/core/pasted/judge/paste-seconds.ts";
import { isConnected, readConnection } from "#lib/store/connection/connections.ts";
import { hasPasted } from "#lib/store/live/pasted/looks.ts";
import { readPlan } from "#lib/store/plans.ts";

interface LiveRouteProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: LiveRouteProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  return { title: `${t("tab.live")} - ${slug}` };
}

export default async function LiveRoute({ params }: LiveRouteProps) {
  const me = await requirePage();
  const { slug } = await params;
  const canEdit = me.role !== "viewer";
  const { plan } = await orNotFound(readPlan(slug));
  const [connected, pasted] = await Promise.all([isConnected(slug), hasPasted(slug)]);
  if (!connected && !pasted) {
    return (
      <>
        <ClusterBar />
        <NotConnected slug={slug} canEdit={canEdit} isAdmin={me.role === "admin"} />
      </>
    );
  }
  const connection = connected ? (await orNotFound(readConnection(slug))).connection : null;
  return (
    <>
      <h1 className="sr-only">{plan.name}</h1>
      <LivePage
        slug={slug}
        plan={plan}
        pollSeconds={connection?.pollSeconds ?? PASTE_SECONDS}
        canEdit={canEdit}
        header={
          <ClusterBar>
            {connection === null ? null : <TrustBadge trust={connection.api.trust} />}
            <LiveAge />
          </ClusterBar>
        }
      />
    </>
  );
}
