"use client";
import Link from "next/link";
import { useParams, usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CLUSTER_TABS, viewOf } from "./breadcrumbs.tsx";

/** The views of one cluster, and at the right what the open view can do. */
export function ClusterBar({ children }: { children?: ReactNode }) {
  const t = useTranslations("shell");
  const { slug = "" } = useParams<{ slug?: string }>();
  const current = viewOf(usePathname());
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-end gap-x-4 border-b bg-surface px-4">
      <nav aria-label={t("bar.tabs")} className="flex self-end overflow-x-auto">
        {CLUSTER_TABS.map((tab) => (
          <Link
            key={tab}
            href={`/clusters/${slug}${tab === "summary" ? "" : `/${tab}`}`}
            aria-current={tab === current ? "page" : undefined}
            className="-mb-px flex h-10 items-center border-b-2 border-transparent px-3 whitespace-nowrap text-text-2 hover:text-text aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-text"
          >
            {t(`tab.${tab}`)}
          </Link>
        ))}
      </nav>
      <div className="flex min-h-10 min-w-0 flex-1 flex-wrap items-center justify-end gap-2">{children}</div>
    </div>
  );
}
