"use client";
import { useParams, usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CLUSTER_TABS, viewOf } from "./breadcrumbs.tsx";
import { ViewTabs } from "./view-tabs.tsx";

/** The views of one cluster, and at the right what the open view can do. */
export function ClusterBar({ children }: { children?: ReactNode }) {
  const t = useTranslations("shell");
  const { slug = "" } = useParams<{ slug?: string }>();
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-end gap-x-4 border-b bg-surface px-4">
      <ViewTabs
        label={t("bar.tabs")}
        current={viewOf(usePathname())}
        tabs={CLUSTER_TABS.map((tab) => ({
          key: tab,
          href: `/clusters/${slug}${tab === "summary" ? "" : `/${tab}`}`,
          label: t(`tab.${tab}`),
        }))}
      />
      <div className="flex min-h-10 min-w-0 flex-1 flex-wrap items-center justify-end gap-2 empty:min-h-0 max-sm:basis-full">
        {children}
      </div>
    </div>
  );
}
