import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConnectPage } from "#components/live/connect/connect-page.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { accountCommands, renderClusterRole } from "#lib/core/connection/role.ts";
import { isConnected, readConnection } from "#lib/store/connection/connections.ts";
import { readPlan } from "#lib/store/plans.ts";

interface ConnectRouteProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: ConnectRouteProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  return { title: `${t("tab.connect")} - ${slug}` };
}

export default async function ConnectRoute({ params }: ConnectRouteProps) {
  const me = await requirePage("editor");
  const { slug } = await params;
  const [{ plan }, connected] = await orNotFound(Promise.all([readPlan(slug), isConnected(slug)]));
  const stored = connected ? await readConnection(slug) : null;
  const account = { role: renderClusterRole({ hasLegacyLocks: false }), commands: accountCommands() };
  return (
    <>
      <ClusterBar />
      <ConnectPage slug={slug} plan={plan} stored={stored} isAdmin={me.role === "admin"} account={account} />
    </>
  );
}
