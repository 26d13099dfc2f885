import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PlanGate } from "#components/plan/design/plan-gate.tsx";
import { ClusterBar } from "#components/shell/bar/cluster-bar.tsx";
import { orNotFound } from "#lib/auth/or-not-found.ts";
import { requirePage } from "#lib/auth/page.ts";
import { readPlan } from "#lib/store/plans.ts";
import { ExportSkeleton } from "./export-skeleton.tsx";
import { OpenExport } from "./open-export.tsx";

const MACHINES_INLINE_MAX = 1_500;

interface ExportRouteProps {
  params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: ExportRouteProps): Promise<Metadata> {
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  return { title: `${t("tab.export")} - ${slug}` };
}

export default async function ExportRoute({ params }: ExportRouteProps) {
  const me = await requirePage();
  const [t, { slug }] = await Promise.all([getTranslations("shell"), params]);
  const read = await orNotFound(readPlan(slug, undefined, me.id));
  const isLarge = read.plan.machines.length > MACHINES_INLINE_MAX;
  return (
    <>
      <ClusterBar />
      <h1 className="sr-only">{t("tab.export")}</h1>
      <PlanGate
        slug={slug}
        initial={isLarge ? null : JSON.stringify(read)}
        canEdit={me.role !== "viewer"}
        fallback={<ExportSkeleton />}
      >
        <OpenExport />
      </PlanGate>
    </>
  );
}
